import type { EngineName, Method, PlacementMessage } from '../host/messages.ts';
import type { DrawnFill, StoredFill } from '../inputs/fill.ts';
import type { Summary } from '../statistics/summary.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { HashedFile } from './hash-model.ts';
import type { Disturbance, PowerState } from './machine-conditions.ts';
import type { GpuMemory, GpuState } from './nvidia.ts';

/**
 * What a benchmark found; `result.schema.json` describes the same as JSON. Units are SI: seconds, bytes, items
 * per second. What is optional is absent in results of older versions.
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
  /** Fresh processes whose medians the cold times are; one when absent. */
  readonly coldChildren?: number;
  readonly cases: readonly CaseResult[];
  readonly engine?: { readonly name: EngineName; readonly fallbackReason?: string };
  /** Where each node really ran, from a profiled run in a child of its own. */
  readonly placement?: Omit<PlacementMessage, 'type'>;
  readonly power?: PowerState;
  /** The GPU before and after the measurement. */
  readonly gpu?: { readonly before: GpuState; readonly after: GpuState };
  /** Where the inputs come from, in sentences. */
  readonly inputNotes?: readonly string[];
  /** What a reader of these figures should know about them. */
  readonly remarks?: readonly Remark[];
}

/** A doubt about figures that are there all the same. */
export interface Remark {
  readonly code: RemarkCode;
  readonly message: string;
}

export type RemarkCode =
  | 'bench/noisy'
  | 'bench/unstable'
  | 'bench/overloaded'
  | 'machine/battery'
  | 'machine/governor'
  | 'machine/throttled'
  | 'machine/busy'
  | 'engine/fallback'
  | 'provider/partial'
  | 'placement/unknown'
  | 'outputs/wrong';

/** Seconds in a fresh process: medians where `coldChildren` says that there were several. */
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

export type ScenarioName = 'single-stream' | 'concurrency' | 'server' | 'instances';

export interface CaseResult extends Summary {
  /**
   * `concurrency` runs so many at any time on one session, `instances` in so many processes at the same time, `server`
   * starts them at random arrivals and counts latency from the arrival.
   */
  readonly scenario: ScenarioName;
  readonly batch: number;
  /** Runs under way at the same time; processes for `instances`. 1 when absent. */
  readonly concurrency?: number;
  /** Items a second that arrive, for `server`. */
  readonly rate?: number;
  /** Arrivals that had not been started when the measurement ended, for `server`. */
  readonly waiting?: number;
  readonly inputs: readonly MeasuredInput[];
  /** SHA-256 of the numbers that were fed. */
  readonly inputHash: string;
  /** Dimensions that nobody gave; the shapes say what was taken. */
  readonly assumed: readonly string[];
  readonly first: number;
  readonly warmup: { readonly slices: number; readonly seconds: number; readonly stable: boolean };
  readonly memory: CaseMemory;
  readonly disturbance?: Disturbance;
}

export interface MeasuredInput {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly fill: DrawnFill | (Pick<StoredFill, 'kind' | 'from' | 'name'> & { readonly parts: number });
}

/** Bytes of resident memory; of all processes together for `instances`. */
export interface CaseMemory {
  /** Peak of the process. */
  readonly peak: number;
  /** Peak of a process that only loads the engine. */
  readonly library: number;
  /** The model's own share: the difference. */
  readonly model?: number;
  /** Peak of GPU memory; null where nobody can tell: no GPU, or a driver that is silent about it. */
  readonly gpu?: number | null;
  /** How that is known; absent without it. */
  readonly gpuBy?: GpuMemory['by'];
}
