import type { InputTensor } from '../inputs/input-plan.ts';
import type { Phase } from './phase.ts';

/**
 * What parent and child tell each other: one JSON object a line, the plan on file descriptor 3, the answers on
 * 4. Standard output and error are left to the native libraries, which print there.
 */
export const protocolVersion = 1;

/** `ort-ffi` calls the library's C API; `ort-node` goes through the public Node binding. */
export type EngineName = 'ort-ffi' | 'ort-node';

/** Graph optimisation levels of ONNX Runtime. */
export type Optimisation = 'none' | 'basic' | 'extended' | 'all';

export interface Plan {
  readonly version: typeof protocolVersion;
  readonly model: string;
  /** The best that works here when undefined: which one ran, and why no better one, is told in `engine`. */
  readonly engine?: EngineName;
  /** Why the parent chose this engine: trying a better one has ended a child before. */
  readonly fallbackReason?: string;
  /** Execution provider by ONNX Runtime's name in Node: `cpu`, `webgpu`, `cuda`, `tensorrt`, `dml`, `coreml`. */
  readonly provider: string;
  /** Threads inside one operator; the engine's own default when undefined. */
  readonly threads?: number;
  /** Free dimension overrides: sizes by symbol (`sequence`), fixed while the model loads. Engine `ort-ffi` only. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** `all` when undefined. */
  readonly optimisation?: Optimisation;
  /**
   * Proves the placement instead of measuring: ten profiled runs of the first case, then `placement`. A provider other
   * than CPU on which no node ran is the error `provider/fallback`.
   */
  readonly profile?: boolean;
  /** An unsigned 64-bit number, in decimal. */
  readonly seed: string;
  readonly method: Method;
  readonly cases: readonly PlannedCase[];
}

export interface PlannedCase {
  readonly batch: number;
  readonly tensors: readonly InputTensor[];
  /** Single stream when undefined. */
  readonly scenario?: Scenario;
  /** Path of a file that the child writes the outputs to, one run for each batch of the inputs; `readTensorFile` reads it. */
  readonly wantsOutputs?: string;
}

/** How the runs of a case follow each other. */
export type Scenario =
  /** One after the other. */
  | { readonly kind: 'single-stream' }
  /** So many at any time on one session, each started when another ends. Engine `ort-ffi` only. */
  | { readonly kind: 'concurrency'; readonly concurrency: number }
  /**
   * Requests of one batch come at random times (a Poisson process), `rate` items a second in the mean; the times are
   * latencies from the planned arrival. The seed is an unsigned 64-bit number, in decimal.
   */
  | { readonly kind: 'server'; readonly rate: number; readonly seed: string };

/** How long and how often; times in seconds. */
export interface Method {
  readonly warmupAtLeast: number;
  readonly warmupAtMost: number;
  readonly warmupSlice: number;
  readonly warmupSliceRuns: number;
  readonly slice: number;
  /** Measuring ends with the slice in which both of these are reached, or `measureAtMost` is. */
  readonly samples: number;
  readonly slices: number;
  readonly measureAtMost: number;
}

export type HostMessage =
  | { readonly type: 'hello'; readonly version: number; readonly node: string }
  | { readonly type: 'phase'; readonly phase: Phase; readonly batch?: number }
  | {
      readonly type: 'imported';
      readonly engineVersion: string;
      readonly seconds: number;
      readonly rss: number;
    }
  | EngineMessage
  | { readonly type: 'loaded'; readonly seconds: number }
  | { readonly type: 'bound'; readonly inputHash: string }
  | { readonly type: 'first'; readonly seconds: number }
  | SliceMessage
  | { readonly type: 'warm'; readonly stable: boolean; readonly slices: number; readonly seconds: number }
  | { readonly type: 'measured'; readonly peakRss: number }
  /** The outputs of a case are written: its file, and the SHA-256 of the file. */
  | { readonly type: 'outputs'; readonly path: string; readonly sha256: string }
  | PlacementMessage
  | { readonly type: 'error'; readonly error: HostError }
  | { readonly type: 'bye' };

export interface SliceMessage {
  readonly type: 'slice';
  /** Whole nanoseconds of each run: exact enough, and short as text. */
  readonly nanoseconds: readonly number[];
  /** Seconds from the first run's start to the last run's end. */
  readonly elapsed: number;
  /** In the server scenario: arrivals that were due and had not been started when the slice ended. */
  readonly waiting?: number;
}

/** Which engine runs; comes once the model is loaded. */
export interface EngineMessage {
  readonly type: 'engine';
  readonly name: EngineName;
  /** Version of ONNX Runtime. */
  readonly version: string;
  /** SHA-256 of the native library; null where the engine can't tell which file it is. */
  readonly sha256: string | null;
  /** Why no better engine runs, as the library or the self-test said it. */
  readonly fallbackReason?: string;
}

/** What really ran where, from a profile of ten runs. Seconds are those of one run in the mean. */
export interface PlacementMessage {
  readonly type: 'placement';
  /** Providers by ONNX Runtime's own name (`CPUExecutionProvider`), most nodes first. */
  readonly nodes: readonly { readonly provider: string; readonly nodes: number; readonly seconds: number }[];
  /** Most time first. */
  readonly operators: readonly OperatorTime[];
}

export interface OperatorTime {
  readonly operator: string;
  readonly provider: string;
  readonly seconds: number;
  /** Nodes of the graph. */
  readonly count: number;
}

export interface HostError {
  readonly code:
    | 'model/opset'
    | 'model/operator'
    | 'model/refused'
    | 'input/dtype'
    | 'input/shape'
    | 'provider/unavailable'
    | 'provider/fallback'
    | 'provider/asynchronous'
    | 'engine/unavailable'
    | 'run/failed'
    | 'run/out-of-memory'
    | 'host/protocol';
  readonly message: string;
}
