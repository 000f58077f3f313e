/**
 * What measurements say of one model file, whoever took them. Times are in seconds, rates in items per second,
 * memory in bytes. Only figures of the file's present bytes can be used; older ones are named, so that it can be
 * said that they are there.
 */
export interface MeasuredFact {
  /** Of the bytes that the file has now; oldest first. */
  readonly measurements: readonly Measurement[];
  /** Of other bytes under the same file name; oldest first. */
  readonly stale: readonly StaleMeasurement[];
}

/** One benchmark of one model on one provider of one machine. */
export interface Measurement {
  /** What the measurement calls the model: its qualified name, or the path of its file. */
  readonly subject: string;
  /** SHA-256 of the model file, in hex. */
  readonly sha256: string;
  /** ISO 8601 in UTC, or a day. */
  readonly measuredAt: string;
  readonly tool: MeasuringTool;
  /** Name of the file that the figures were imported from. */
  readonly importedFrom?: string;
  readonly machine: MeasuredMachine;
  readonly points: readonly MeasuredPoint[];
  /** What `tenon tune` recommends after it. */
  readonly tuned?: TunedSettings;
}

export type MeasuringTool = 'tenon bench' | 'tenon tune' | 'perf_analyzer' | 'MLPerf LoadGen';

/** Settings with which a real server did most within a promised latency. */
export interface TunedSettings {
  /** Absent where the server doesn't put requests together. */
  readonly maxBatch?: number;
  readonly copies: number;
  /** Seconds that a request may wait for others. */
  readonly queueDelay: number;
  /** Threads inside one operator that the server's configuration had; absent for its default. */
  readonly threads?: number;
  /** The promise that they keep; another one may want other settings. Seconds. */
  readonly promise: { readonly of: keyof MeasuredPoint['latency']; readonly limit: number };
  /** How many measurements the search took. */
  readonly measurements: number;
}

export interface MeasuredMachine {
  /** Same machine, same settings: same id. */
  readonly id: string;
  /** The processor or GPU that ran the model, as people call it. */
  readonly name: string;
  /** The same for all providers and settings on one machine. */
  readonly host: string;
  readonly cores?: number;
  /** By ONNX Runtime's name: `cpu`, `cuda`, `tensorrt` …; `unknown` where nobody said it. */
  readonly provider: string;
  /** Threads inside one operator; absent for the engine's default. */
  readonly threads?: number;
}

export interface MeasuredPoint {
  /** `concurrency`: several requests at a time on one copy; `instances`: one each on several copies; `server`: at a rate. */
  readonly scenario: 'single-stream' | 'concurrency' | 'instances' | 'server' | 'offline';
  readonly batch: number;
  /** Requests at a time, or copies; 1 for a single stream. */
  readonly parallel: number;
  /** Seconds. A percentile that the samples do not carry is absent. */
  readonly latency: {
    readonly p50?: number;
    readonly p90?: number;
    readonly p95?: number;
    readonly p99?: number;
    readonly mean?: number;
  };
  /** Items per second. */
  readonly throughput?: number;
  /** Seconds of the very first run. */
  readonly first?: number;
  /** Bytes that the model itself takes, the engine's library left out. */
  readonly memory?: number;
  readonly noise?: 'A' | 'B' | 'C';
  /** Axes whose size nobody gave and that were taken as 1: nothing is concluded from such figures. */
  readonly assumed?: readonly string[];
}

export interface StaleMeasurement {
  readonly subject: string;
  readonly sha256: string;
  readonly measuredAt: string;
}
