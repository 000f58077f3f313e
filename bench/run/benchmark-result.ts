import type { Method } from '../host/messages.ts';
import type { InputTensor } from '../inputs/input-plan.ts';
import type { Summary } from '../statistics/summary.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { HashedFile } from './hash-model.ts';

/**
 * What a benchmark found; `result.schema.json` describes the same as JSON. Units are SI: seconds, bytes, items
 * per second.
 */
export interface BenchmarkResult {
  readonly version: 1;
  /** When the benchmark started, ISO 8601 in UTC. */
  readonly measuredAt: string;
  readonly model: HashedFile & {
    readonly parameters: number;
    /** Bytes of all initializers. */
    readonly weightBytes: number;
    readonly external: readonly HashedFile[];
  };
  readonly machine: Fingerprint;
  readonly method: Method;
  /** Seed of the inputs, in decimal. */
  readonly seed: string;
  readonly cold: ColdTimes;
  readonly cases: readonly CaseResult[];
}

/** Seconds, once each, in a fresh process. */
export interface ColdTimes {
  /** From starting the process to its first message. */
  readonly start: number;
  /** Loading the engine's library. */
  readonly import: number;
  /** Loading the model. */
  readonly load: number;
  /** The first run of the first case. */
  readonly first: number;
}

export interface CaseResult extends Summary {
  readonly scenario: 'single-stream';
  readonly batch: number;
  readonly inputs: readonly InputTensor[];
  /** SHA-256 of the numbers that were fed. */
  readonly inputHash: string;
  /** Dimensions that nobody gave and that were taken as 1. */
  readonly assumed: readonly string[];
  readonly first: number;
  readonly warmup: { readonly slices: number; readonly seconds: number; readonly stable: boolean };
  /** Bytes. `library` is the process with only the engine loaded; the model's own share is the difference. */
  readonly memory: { readonly peak: number; readonly library: number };
}
