import type { Quantity } from '../types/quantity.ts';
import type { Element, Ref } from './element.ts';
import type { Expression } from './expression.ts';
import type { Origin, Sourced } from './origin.ts';
import type { Recovery } from './recovery.ts';
import type { Monitor } from './service.ts';

/** A named figure over rows or of a service. */
export interface Metric extends Element<'metric'> {
  readonly of?: Ref;
  readonly formula?: Expression;
}

/** One of the versions that answer side by side. */
export interface Variant {
  readonly name: string;
  /** Absent when the variant names something else than a model. */
  readonly model?: Ref;
  readonly version?: string;
  /** Ratio of the requests; the shares of an experiment add up to 1. */
  readonly share?: Sourced<number>;
  readonly origin: Origin;
}

/** Versions that answer real requests side by side, or runs that are compared. */
export interface Experiment extends Element<'experiment'> {
  /** Service whose requests are divided. */
  readonly on?: Ref<'service'>;
  readonly hypothesis?: Sourced<string>;
  /** Channel that reaches those who answer for it. */
  readonly owner?: Ref<'channel'>;
  readonly primary?: Ref<'metric'>;
  readonly tracker?: Sourced<string>;
  readonly compare?: Sourced<readonly string[]>;
  readonly baseline?: { readonly model: Ref; readonly version?: string };
  readonly split?: {
    /** Key whose values always get the same variant. */
    readonly by?: Sourced<string>;
    readonly variants: readonly Variant[];
    readonly origin: Origin;
  };
  /** Smallest relative effect to be seen, and how often one errs; all ratios. */
  readonly power?: {
    readonly effect?: Sourced<number>;
    readonly alpha: Sourced<number>;
    readonly beta: Sourced<number>;
    readonly origin: Origin;
  };
  /** Longest time that it goes on, in seconds. */
  readonly duration?: Sourced<Quantity>;
  /** What must not get worse while it runs. */
  readonly requirements: readonly Expression[];
  readonly test?: {
    readonly looks?: Sourced<string>;
    readonly method?: Sourced<string>;
    readonly correction: Sourced<string>;
    readonly metrics: readonly Ref<'metric'>[];
    readonly origin: Origin;
  };
  readonly win: readonly Expression[];
  readonly lose: readonly Expression[];
  /** Searches, trainings and pipelines whose runs are compared. */
  readonly uses: readonly Ref[];
  readonly recoveries: readonly Recovery[];
}

/** A statement about the system, and what may be used to prove it. */
export interface Claim extends Element<'claim'> {
  readonly of?: Ref;
  readonly statements: readonly Expression[];
  readonly uses: readonly Ref[];
}

/** Figures of one element that are watched, kept apart from it. */
export interface Monitoring extends Element<'monitoring'> {
  readonly of?: Ref;
  readonly monitors: readonly Monitor[];
}
