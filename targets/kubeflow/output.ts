import type { Cause } from '../kit/text.ts';
import type { Json } from './settings.ts';

/** A piece of generated text with what caused it. */
export interface Said<T = string> {
  readonly value: T;
  readonly cause: Cause;
}

/** One pipeline as a Python project: everything that is printed, in the order in which it is printed. */
export interface PipelineProject {
  /** Folder of the project below the target's folder. */
  readonly folder: string;
  readonly name: Said;
  readonly functionName: string;
  readonly documentation: string | undefined;
  readonly qualifiedName: string;
  readonly cause: Cause;
  readonly deadline: Said<number> | undefined;
  /** Keyword arguments of `set_retry` for every step that has none of its own. */
  readonly retry: Said | undefined;
  readonly steps: readonly StepOutput[];
  readonly sources: readonly SourceOutput[];
  readonly joins: readonly JoinOutput[];
  readonly checks: readonly CheckList[];
  readonly trainings: readonly TrainingOutput[];
  readonly failure: FailureOutput | undefined;
  readonly schedule: ScheduleOutput | undefined;
  /** Training programs that are copied from the project. */
  readonly programs: readonly { readonly path: string; readonly copyOf: string; readonly cause: Cause }[];
}

/** One step: a component function and its task in the pipeline. */
export interface StepOutput {
  readonly name: string;
  readonly verb: string;
  readonly component: string;
  readonly variable: string;
  readonly cause: Cause;
  readonly documentation: Said;
  readonly packages: readonly string[];
  /** Component arguments in order, as `name: annotation`, with what the task passes (nothing for outputs). */
  readonly parameters: readonly {
    readonly declaration: string;
    readonly passes?: string;
    readonly cause?: Cause;
  }[];
  readonly returns: string | undefined;
  readonly body: readonly Said[];
  /** Conditions that must hold, outermost first, as arguments of `dsl.If`. */
  readonly conditions: readonly Said[];
  /** Calls on the task: retries, timeout, resources, caching. */
  readonly settings: readonly Said[];
}

export interface SourceOutput {
  readonly name: string;
  readonly cause: Cause;
  readonly format: Said;
  readonly location: Said;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string | undefined;
    readonly cause: Cause;
  }[];
}

export interface JoinOutput {
  readonly step: string;
  readonly cause: Cause;
  /** Common table expressions before the final SELECT. */
  readonly parts: readonly JoinPart[];
  /** Names that the examples' columns give up, because a feature has the same name. */
  readonly hidden: readonly string[];
  readonly columns: readonly { readonly name: string; readonly sql: string; readonly cause: Cause }[];
  readonly joined: readonly { readonly name: string; readonly cause: Cause }[];
  readonly sources: readonly string[];
}

export interface JoinPart {
  readonly name: string;
  readonly comment: string;
  readonly cause: Cause;
  readonly lines: readonly { readonly text: string; readonly depth: number; readonly cause?: Cause }[];
}

export interface CheckList {
  readonly step: string;
  readonly cause: Cause;
  readonly checks: readonly CheckOutput[];
}
export interface CheckOutput {
  readonly kind: 'rows' | 'unique' | 'table';
  readonly title: string;
  readonly severity: 'error' | 'warning';
  /** SQL that must not be false for a row (`rows`) or for the whole (`table`); columns of a `unique` check. */
  readonly condition: string | readonly string[];
  readonly cause: Cause;
}

export interface TrainingOutput {
  readonly step: string;
  readonly cause: Cause;
  readonly settings: readonly { readonly key: string; readonly value: Json; readonly cause: Cause }[];
}

export interface FailureOutput {
  readonly cause: Cause;
  readonly packages: readonly string[];
  readonly actions: readonly Said[];
  /** Addresses of channels: where they are kept, or in clear. */
  readonly environment: readonly ({ readonly variable: string; readonly cause: Cause } & (
    { readonly secret: string } | { readonly address: string }
  ))[];
  /** Whether anything is done when the pipeline succeeded. */
  readonly onSuccess: readonly Said[];
}

export interface ScheduleOutput {
  readonly cron: Said;
  readonly zone: Said;
  readonly concurrency: Said<number>;
}
