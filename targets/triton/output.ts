import type { Traced } from '../kit/traced.ts';
import type { Cause } from '../kit/text.ts';
import type { TritonType } from './tensor-types.ts';

/** Everything that is written for one deployment: Triton's model repository and how to start the server. */
export interface Repository {
  readonly models: readonly ModelConfig[];
  readonly options: readonly ServerOption[];
}

/** One folder of the repository: `config.pbtxt` (message inference.ModelConfig) and the numbered versions. */
export interface ModelConfig {
  readonly name: string;
  /** Package of the element that the folder is made for; stands in the header. */
  readonly packageName: string;
  readonly cause: Cause;
  /** What the author wrote above the declaration. */
  readonly documentation?: string;
  readonly runs: 'onnx' | 'ensemble';
  /** Why nothing comes from a measurement, or from a certain one. */
  readonly remark?: string;
  /** 0: requests are not put together, and `dims` hold every axis. Above 0: `dims` leave out the batch axis. */
  readonly maxBatchSize: Traced<number>;
  readonly inputs: readonly TensorConfig[];
  readonly outputs: readonly TensorConfig[];
  readonly instances?: InstanceGroup;
  readonly batching?: DynamicBatching;
  /** Threads inside one operator of each instance; all cores for each of them when absent. */
  readonly threads?: Traced<number>;
  /** What ONNX Runtime uses beside its own kernels. */
  readonly accelerator?: Traced<'tensorrt' | 'openvino'>;
  /** Versions to load; Triton's default, the newest one, when absent. */
  readonly loads?: Traced<readonly number[]>;
  readonly warmup?: WarmupRequest;
  readonly cachesResponses?: Traced<true>;
  readonly ensemble?: readonly StepConfig[];
  readonly versions: readonly PlacedVersion[];
}

/** A tensor as `config.pbtxt` describes it. */
export interface TensorConfig {
  readonly name: string;
  readonly type: TritonType;
  /** Sizes, -1 for any. Never empty: Triton writes a tensor without axes as `[ 1 ]` with a reshape. */
  readonly dims: readonly number[];
  /** For each of `dims`: the symbol that stands for an open size, if it has one. */
  readonly symbols: readonly (string | undefined)[];
  /** The shape that the model itself has, when it differs from `dims`. */
  readonly reshape?: readonly number[];
  readonly cause: Cause;
  readonly comment: string;
}

export interface InstanceGroup {
  readonly count?: Traced<number>;
  readonly kind?: Traced<'KIND_GPU' | 'KIND_CPU'>;
  /** A resource of which each run takes one; the server's supply of it is the number of runs at a time. */
  readonly slot?: Traced<{ readonly resource: string; readonly supply: number }>;
  readonly cause: Cause;
}

export interface DynamicBatching {
  readonly preferredSizes?: Traced<readonly number[]>;
  readonly queueDelayMicroseconds?: Traced<number>;
  readonly queueTimeoutMicroseconds?: Traced<number>;
  readonly cause: Cause;
}

export interface WarmupRequest {
  readonly batchSize: number;
  readonly inputs: readonly {
    readonly name: string;
    readonly type: TritonType;
    readonly dims: readonly number[];
  }[];
  readonly cause: Cause;
  readonly comment?: string;
}

/** One step of an ensemble; the maps go from the model's tensor to the ensemble's tensor. */
export interface StepConfig {
  readonly model: string;
  readonly version?: number;
  readonly inputs: readonly TensorMapping[];
  readonly outputs: readonly TensorMapping[];
  readonly cause: Cause;
  readonly comment: string;
}
export interface TensorMapping {
  readonly tensor: string;
  readonly as: string;
  readonly cause: Cause;
}

/** A numbered folder. An ensemble has no files of its own, but its version folder has to exist. */
export interface PlacedVersion {
  readonly version: number;
  readonly files: readonly { readonly name: string; readonly copyOf: string }[];
  readonly cause: Cause;
}

/** An argument of `tritonserver` that the repository relies on. */
export interface ServerOption {
  readonly option: string;
  readonly reason: string;
  readonly cause: Cause;
}
