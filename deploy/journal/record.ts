/**
 * One line of the journal. Records say what was done and how it ended; they hold neither output nor values
 * of the environment, so no secret can get into them.
 */
export type JournalRecord = RunStarted | StepStarted | StepEnded | RunEnded;

interface Base {
  readonly version: 1;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** Id of the run; also the name of its folder with the outputs of its steps. */
  readonly run: string;
}

export interface RunStarted extends Base {
  readonly record: 'run-started';
  readonly deployment: string;
  readonly environment?: string;
  readonly pid: number;
  /** All steps of the plan in their order. */
  readonly steps: readonly { readonly id: string; readonly title: string }[];
  /** Steps that this run leaves out, because an earlier run did them and nothing has changed since. */
  readonly kept: readonly string[];
  /** The one step that was asked for with `--step`. */
  readonly only?: string;
}

interface StepStarted extends Base {
  readonly record: 'step-started';
  readonly step: string;
  /** SHA-256 (hex) over everything that decides what the step does. */
  readonly inputs: string;
  /** Output of the step, relative to the folder of deployments. */
  readonly log: string;
}

interface StepEnded extends Base {
  readonly record: 'step-finished' | 'step-failed' | 'step-cancelled';
  readonly step: string;
  readonly inputs: string;
  readonly milliseconds: number;
  readonly exitCode?: number;
  readonly signal?: string;
  /** Why, when neither the exit code nor the signal says it; or what a successful exit code means. */
  readonly says?: string;
}

interface RunEnded extends Base {
  readonly record: 'run-ended';
  readonly outcome: Outcome;
}

export type Outcome = 'done' | 'failed' | 'cancelled';
