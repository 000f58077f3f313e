import type { NotificationMessage, RequestMessage } from './message.ts';

export type ObjectiveVerdictWord = 'kept' | 'broken' | 'undecided' | 'unmeasured';

/** An objective of a service beside what was measured. Positions count from 0. */
export interface ObjectiveVerdict {
  /** The objective as it is written. */
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly verdict: ObjectiveVerdictWord;
  /** The measured figure, such as `1.9 ms`. */
  readonly figure?: string;
  /** Why, as one or more sentences. */
  readonly reason: string;
  /** Qualified name of the model whose result decided. */
  readonly model?: string;
  /** The model's file has changed since. */
  readonly isStale: boolean;
}

/** Verdicts of the objectives in a model file, from the newest results; empty for other files. */
export const OBJECTIVE_VERDICTS: RequestMessage<{ readonly uri: string }, readonly ObjectiveVerdict[]> = {
  method: 'tenon/objectiveVerdicts',
};

/** An objective as the report shows it. */
export interface ReportedObjective {
  readonly service: string;
  /** As written, such as `latency.p99 < 20ms`. */
  readonly text: string;
  readonly measure: string;
  readonly comparison: string;
  /** In SI units. */
  readonly limit: number;
  readonly verdict: ObjectiveVerdictWord;
  readonly reason: string;
}

/** What the report page of a model is made from. */
export interface BenchmarkReportData {
  /** URI of the project folder. */
  readonly project: string;
  /** Qualified name of the model, or the path of a file. */
  readonly subject: string;
  /** Everything that was measured in the project. */
  readonly subjects: readonly string[];
  /** Results of this subject as `bench/result.schema.json` describes them, oldest first. */
  readonly results: readonly unknown[];
  /** Comparisons in turns of this subject with others, oldest first. */
  readonly comparisons: readonly unknown[];
  readonly objectives: readonly ReportedObjective[];
  /** Lines of the history that nobody could understand. */
  readonly skipped: number;
  /** The newest result is of other bytes than the file has now. */
  readonly isStale: boolean;
}

/**
 * The results of one model, of the one that was measured last when none is named. Null when there is no project at
 * this URI; without results the lists are empty.
 */
export const BENCHMARK_REPORT: RequestMessage<
  { readonly uri: string; readonly model?: string },
  BenchmarkReportData | null
> = { method: 'tenon/benchmarkReport' };

/** From the server, when results came or went, or files that were measured have changed. */
export const MEASUREMENTS_CHANGED: NotificationMessage<Record<string, never>> = {
  method: 'tenon/measurementsChanged',
};
