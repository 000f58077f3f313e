/**
 * Name of the environment variable that tells `tenon bench` where to say how far it is: a local socket or named pipe,
 * one JSON object a line.
 */
export const PROGRESS_CHANNEL = 'TENON_PROGRESS';

/** What is written to the channel to end the benchmark. */
export const CANCEL = 'cancel';

/** How far a benchmark is. */
export interface BenchmarkProgress {
  /** Qualified name of the model, or the path of a file. */
  readonly subject: string;
  /** Number of the model, from 1, and how many there are. */
  readonly index: number;
  readonly of: number;
  /** What is done: `waiting` for another benchmark on this machine, `read`, `hash`, `phase`, `slice` … */
  readonly step: string;
  /** Phase of the child process, such as `load`, `warmup` or `measure`. */
  readonly phase?: string;
  readonly batch?: number;
  /** Seconds that the phase lasts by now, and at most. */
  readonly seconds?: number;
  readonly atMost?: number;
  /** Seconds that all models together still take, as far as anybody can know it. */
  readonly left?: number;
}
