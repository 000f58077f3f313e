import { basename } from 'node:path';
import type { Signature } from '../../files/onnx/index.ts';
import type { Recorded } from '../../files/measurements/recorded.ts';
import type { HashedModel } from '../run/hash-model.ts';
import { hashModel } from '../run/hash-model.ts';
import type { PromisedLatency } from './highest-rate.ts';
import { threadsOf } from './server-config.ts';
import type { Tuned } from './tune-server.ts';

export interface EvidenceOfSearch {
  /** What the project calls the model. */
  readonly subject: string;
  /** The bytes that the search is about. */
  readonly hashed: HashedModel;
  readonly latency: PromisedLatency;
  /** The machine of the server, as people call it; its address when left out. */
  readonly machine?: string;
  readonly address: string;
  /** ISO 8601. */
  readonly measuredAt: string;
}

/** The bytes of a model file and its weights, which the evidence holds for. Rejects when a file can't be read, or on abort. */
export const hashServed = (model: string, signature: Signature, signal?: AbortSignal): Promise<HashedModel> =>
  hashModel(model, basename(model), signature, { signal, onBytes: () => undefined });

/** What is kept of a search, so that generated files take it up. Undefined when no settings kept the promise. */
export function tunedEvidence(
  { found, best, facts, device, batches, base }: Tuned,
  { subject, hashed, latency, machine, address, measuredAt }: EvidenceOfSearch,
): Recorded | undefined {
  if (found.throughput === 0) return undefined;
  const { batch, instances, delay } = found.settings;
  const name = `${machine ?? address}, ${facts.name} ${facts.version}`;
  const id = `tenon tune: ${name}`;
  const threads = threadsOf(base);
  return {
    files: [hashed.file, ...hashed.external],
    measurement: {
      subject,
      sha256: hashed.file.sha256,
      measuredAt,
      tool: 'tenon tune',
      // Triton's ONNX Runtime backend runs on CUDA where it runs on a GPU.
      machine: { id, host: id, name, provider: device === 'gpu' ? 'cuda' : 'cpu' },
      points: [
        {
          scenario: 'server',
          batch: 1,
          parallel: instances,
          latency: best.found.latency,
          throughput: found.throughput,
        },
      ],
      tuned: {
        ...(batches ? { maxBatch: batch } : {}),
        copies: instances,
        queueDelay: delay,
        ...(threads === undefined ? {} : { threads }),
        promise: { of: latency.of, limit: latency.limit },
        measurements: found.taken.length,
      },
    },
  };
}
