import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { Optimisation } from '../host/messages.ts';
import { readPowerState } from './machine-conditions.ts';
import type { GpuFacts } from './nvidia.ts';

/** Everything beside model and inputs that moves the figures. Results with different ids are never compared. */
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
  /** The rest is absent in results of older versions. SHA-256 of the native library, null where it is not known. */
  readonly library?: string | null;
  readonly optimisation?: Optimisation;
  /** Sizes of free dimensions that were fixed while the model loaded. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** First 16 hex digits of the SHA-256 over the processor's feature flags; null where the system does not tell. */
  readonly cpuFlags?: string | null;
  readonly governor?: string | null;
  /** Null without a GPU of NVIDIA, or when only the processor is asked for. */
  readonly gpu?: GpuFacts | null;
  /** Version of Tenon, whose own code runs between two runs of the model. */
  readonly tenon?: string;
}

export type RunFacts = Omit<
  Fingerprint,
  'id' | 'cpu' | 'cores' | 'memory' | 'os' | 'arch' | 'cpuFlags' | 'governor'
>;

export function fingerprint(run: RunFacts): Fingerprint {
  const facts = {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: totalmem(),
    os: `${type()} ${release()}`,
    arch: process.arch,
    cpuFlags: cpuFlags(),
    governor: readPowerState().governor,
    ...run,
  };
  return { id: shortHash(JSON.stringify(facts)), ...facts };
}

/** A virtual machine may hide AVX-512 on one host and show it on another under the same processor's name. */
function cpuFlags(): string | null {
  try {
    const line = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
    return line === undefined ? null : shortHash(line.trim());
  } catch {
    return null;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
