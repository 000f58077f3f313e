import { createHash } from 'node:crypto';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** Everything beside the model that moves the figures. Results with different ids are never compared. */
export interface Fingerprint {
  /** First 16 hex digits of the SHA-256 over all else. */
  readonly id: string;
  readonly cpu: string;
  /** Cores that this process may use. */
  readonly cores: number;
  /** Bytes of main memory. */
  readonly memory: number;
  readonly os: string;
  readonly arch: string;
  /** Version of the child's Node. */
  readonly node: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly provider: string;
  /** Threads inside one operator; null for the engine's default. */
  readonly threads: number | null;
}

export function fingerprint(
  run: Pick<Fingerprint, 'node' | 'engine' | 'engineVersion' | 'provider' | 'threads'>,
): Fingerprint {
  const facts = {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: totalmem(),
    os: `${type()} ${release()}`,
    arch: process.arch,
    ...run,
  };
  const id = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
  return { id, ...facts };
}
