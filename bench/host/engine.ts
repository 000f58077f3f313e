import type { FilledTensor } from '../inputs/fill-tensors.ts';

/** Something that runs ONNX models. One engine lives in one child process and loads one model. */
export interface Engine {
  readonly version: string;
  load(request: LoadRequest): Promise<void>;
  /** Sets the inputs of all runs that follow. */
  bind(tensors: readonly FilledTensor[]): void;
  /** Runs again and again until the limits say stop; at least once. */
  runSlice(limits: SliceLimits): Promise<SliceTimes>;
  close(): Promise<void>;
}

export interface LoadRequest {
  readonly model: string;
  readonly provider: string;
  readonly threads?: number;
}

/** Times in seconds. A slice ends when it has `atLeast` and `runs`, or has taken `atMost`. */
export interface SliceLimits {
  readonly atLeast: number;
  readonly runs: number;
  readonly atMost: number;
}

export interface SliceTimes {
  readonly nanoseconds: readonly number[];
  /** Seconds from the first run's start to the last run's end. */
  readonly elapsed: number;
}
