import type { InputTensor } from '../inputs/input-plan.ts';

/**
 * What parent and child tell each other: one JSON object a line, the plan on file descriptor 3, the answers on
 * 4. Standard output and error are left to the native libraries, which print there.
 */
export const protocolVersion = 1;

/** The child says which phase begins before it begins it, so that a death is put down to the right one. */
export type Phase = 'start' | 'import' | 'load' | 'bind' | 'first' | 'warmup' | 'measure';

export type EngineName = 'ort-node';

export interface Plan {
  readonly version: typeof protocolVersion;
  readonly model: string;
  readonly engine: EngineName;
  /** Execution provider by ONNX Runtime's name in Node: `cpu`, `webgpu`, `cuda`, `dml`, `coreml` … */
  readonly provider: string;
  /** Threads inside one operator; the engine's own default when undefined. */
  readonly threads?: number;
  /** An unsigned 64-bit number, in decimal. */
  readonly seed: string;
  readonly method: Method;
  readonly cases: readonly PlannedCase[];
}

export interface PlannedCase {
  readonly batch: number;
  readonly tensors: readonly InputTensor[];
}

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
  | { readonly type: 'loaded'; readonly seconds: number }
  | { readonly type: 'bound'; readonly inputHash: string }
  | { readonly type: 'first'; readonly seconds: number }
  | SliceMessage
  | { readonly type: 'warm'; readonly stable: boolean; readonly slices: number; readonly seconds: number }
  | { readonly type: 'measured'; readonly peakRss: number }
  | { readonly type: 'error'; readonly error: HostError }
  | { readonly type: 'bye' };

export interface SliceMessage {
  readonly type: 'slice';
  /** Whole nanoseconds of each run: exact enough, and short as text. */
  readonly nanoseconds: readonly number[];
  /** Seconds from the first run's start to the last run's end. */
  readonly elapsed: number;
}

export interface HostError {
  readonly code:
    | 'model/opset'
    | 'model/operator'
    | 'model/refused'
    | 'input/dtype'
    | 'input/shape'
    | 'provider/unavailable'
    | 'engine/unavailable'
    | 'run/failed'
    | 'run/out-of-memory'
    | 'host/protocol';
  readonly message: string;
}
