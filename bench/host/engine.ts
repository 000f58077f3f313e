import type { FilledTensor } from '../inputs/fill-tensors.ts';
import type { EngineName, Optimisation } from './messages.ts';

/** Something that runs ONNX models. One engine lives in one child process and loads one model. */
export interface Engine {
  readonly name: EngineName;
  /** Version of ONNX Runtime. */
  readonly version: string;
  /** Path of the native library; undefined where the engine can't tell. */
  readonly library: string | undefined;
  load(request: LoadRequest): Promise<void>;
  /** Sets the inputs of all runs that follow. */
  bind(tensors: readonly FilledTensor[]): void;
  /** Runs again and again until the limits say stop; at least once. */
  runSlice(limits: SliceLimits): Promise<SliceTimes>;
  /**
   * As `runSlice`, with so many runs under way at any time on the one session. Each time is that of one run from its
   * start to its end; an engine without it can only run one after the other.
   */
  runConcurrent?(concurrency: number, limits: SliceLimits): Promise<SliceTimes>;
  /**
   * Open loop: starts a run at each planned arrival, or as soon as the runs before it are done. The times are latencies
   * from the planned arrival, so that waiting counts (no coordinated omission).
   *
   * @param arrivals seconds after `origin`, rising
   */
  runAt?(arrivals: readonly number[], schedule: Schedule): Promise<ServedTimes>;
  /** Outputs of the last run, copied. Strings are decoded; a sequence, map or optional rejects. */
  outputs(): Promise<readonly FilledTensor[]>;
  /** Ends the profile that `LoadRequest.profile` asked for; the path of its JSON file. */
  endProfile?(): Promise<string>;
  close(): Promise<void>;
}

export interface LoadRequest {
  readonly model: string;
  /** Execution provider by ONNX Runtime's name in Node: `cpu`, `webgpu`, `cuda`, `tensorrt`, `dml`, `coreml`. */
  readonly provider: string;
  /** Threads inside one operator; the engine's own default when undefined. */
  readonly threads?: number;
  /** Free dimension overrides: sizes by symbol, fixed while the model loads so that it can be optimised for them. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** Graph optimisation; `all` when undefined. */
  readonly optimisation?: Optimisation;
  /** Path prefix of a profile to be written; the file's name goes on with the time. Profiling costs time. */
  readonly profile?: string;
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

export interface Schedule {
  /** What arrivals count from, in milliseconds of `performance.now()`: one origin for all slices keeps the backlog. */
  readonly origin: number;
  /** Seconds after which no further run is started, however many arrivals wait. */
  readonly atMost: number;
}

export interface ServedTimes extends SliceTimes {
  /** Arrivals that were due and had not been started when the time was up. */
  readonly waiting: number;
}
