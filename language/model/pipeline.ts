import type { Quantity } from '../types/quantity.ts';
import type { Element, Ref } from './element.ts';
import type { Expression } from './expression.ts';
import type { Setting } from './learning.ts';
import type { Origin, Sourced } from './origin.ts';
import type { Recovery } from './recovery.ts';

/** Steps that run in the order of their data, on a schedule or when asked. */
export interface Pipeline extends Element<'pipeline'> {
  readonly schedule?: {
    /** Five fields: minute, hour, day of month, month, day of week. */
    readonly cron: Sourced<string>;
    /** IANA time zone. */
    readonly zone: Sourced<string>;
  };
  readonly timeout?: Sourced<Quantity>;
  readonly concurrency?: Sourced<number>;
  readonly steps: readonly Step[];
  readonly recoveries: readonly Recovery[];
}

/** The result of another step, or one part of it (`sets.train`). */
export interface StepInput {
  readonly step: Ref<'step'>;
  readonly part?: string;
  /** Clause that it stands in, such as `on` or `from`; none for the object of the verb. */
  readonly clause?: string;
  readonly origin: Origin;
}

export interface Expectation {
  readonly condition: Expression;
  readonly severity: 'error' | 'warning';
}

interface StepBase<Verb extends string> extends Element<'step'> {
  readonly verb: Verb;
  /** Steps whose results this one takes, in the order written. */
  readonly inputs: readonly StepInput[];
  readonly when?: Expression;
  readonly timeout?: Sourced<Quantity>;
  readonly recoveries: readonly Recovery[];
  readonly resources?: readonly Setting[];
}

export interface ReadStep extends StepBase<'read'> {
  readonly source: Ref<'source'>;
  readonly where?: Expression;
}
export interface ValidateStep extends StepBase<'validate'> {
  readonly expectations: readonly Expectation[];
}
export interface FilterStep extends StepBase<'filter'> {
  readonly where: Expression;
}
/** Point-in-time join of rows with the features of one or more views. */
export interface JoinStep extends StepBase<'join'> {
  readonly with: readonly Ref<'features' | 'bundle'>[];
}
export interface SplitStep extends StepBase<'split'> {
  /** Columns whose values stay together in one part. */
  readonly by: readonly string[];
  readonly byOrigin: Origin;
  /** Shares as ratios that add up to 1. */
  readonly parts: readonly { readonly name: string; readonly share: Sourced<number> }[];
}
export interface TrainStep extends StepBase<'train'> {
  readonly training: Ref<'training'>;
}
export interface EvaluateStep extends StepBase<'evaluate'> {
  readonly requirements: readonly Expression[];
}
export interface RegisterStep extends StepBase<'register'> {
  readonly as: Ref<'model'>;
}
export interface WriteStep extends StepBase<'write'> {
  readonly sink: Ref<'sink'>;
}
/** A step whose verb no target carries yet; it is resolved as far as its words say. */
export interface OtherStep extends StepBase<string> {
  readonly other: true;
  readonly object?: string;
}

export type Step =
  | ReadStep
  | ValidateStep
  | FilterStep
  | JoinStep
  | SplitStep
  | TrainStep
  | EvaluateStep
  | RegisterStep
  | WriteStep
  | OtherStep;
