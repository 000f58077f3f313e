import type { Quantity } from '../types/quantity.ts';
import type { Element, Ref } from './element.ts';
import type { Expression } from './expression.ts';
import type { BenchmarkWish, Port } from './learning.ts';
import type { Origin, Sourced } from './origin.ts';
import type { Recovery, RecoveryAction } from './recovery.ts';

/** How many copies of a model run, and on what. */
export interface Instances {
  readonly count: Sourced<number>;
  readonly on: Sourced<'gpu' | 'cpu'>;
}

/** Requests that are put together into one run. */
export interface Batching {
  readonly min: Sourced<number>;
  readonly max: Sourced<number>;
  /** Longest time that a request waits for others, in seconds. */
  readonly within?: Sourced<Quantity>;
}

/** A request of zeros that is sent to each instance before it is ready. */
export interface Warmup {
  readonly batch: number;
  /** Sizes for the axes that the tensors leave open, by symbol, such as `frames: 500`. */
  readonly sizes: readonly { readonly symbol: string; readonly size: number }[];
  readonly origin: Origin;
}

/** `serves model on platform { … }` or `step x = run model on y { … }`. */
export interface Serving {
  /** An engine is the user's own code, served like a model. */
  readonly model: Ref<'model' | 'engine'>;
  readonly version?: string;
  readonly platform?: Ref | string;
  readonly instances?: Instances;
  readonly batching?: Batching;
  readonly warmup?: Warmup;
  readonly precision?: Sourced<string>;
  /** Most runs of the model at the same time, over all of its instances. */
  readonly concurrency?: Sourced<number>;
  readonly origin: Origin;
}

/** One model of an ensemble: what it takes and what others know its result by. */
export interface EnsembleStep extends Element<'step'> {
  readonly serving: Serving;
  /** Names of the steps or service inputs that it takes, in the order of the model's inputs. */
  readonly takes: readonly { readonly name: string; readonly output?: string; readonly origin: Origin }[];
}

/** A promise: `latency.p99 < 20ms`. */
export interface Objective {
  /** Dotted name of what is measured, such as `latency.p99`. */
  readonly measure: string;
  readonly comparison: '<' | '<=' | '>' | '>=' | '==';
  /** Limit in the base unit of its dimension; a plain number has no dimension. */
  readonly limit: Quantity | number;
  /** Where the limit is written. */
  readonly limitOrigin: Origin;
  readonly expression: Expression;
}

export interface Share {
  readonly model: Ref<'model'>;
  readonly version?: string;
  /** Ratio of the requests; the shares of a service add up to 1. */
  readonly share: Sourced<number>;
}

/** How many requests a caller may send: `limit 60/min by tenant`. */
export interface RequestLimit {
  /** Requests per second. */
  readonly rate: Sourced<Quantity>;
  /** What is counted separately, such as a tenant. */
  readonly by?: string;
  readonly origin: Origin;
}

export interface Monitor {
  readonly condition: Expression;
  /** How long the condition must hold, in seconds. */
  readonly for?: Sourced<Quantity>;
  readonly then: readonly RecoveryAction[];
  readonly origin: Origin;
}

/** Something that answers requests. */
export interface Service extends Element<'service'> {
  readonly platform?: Ref | string;
  readonly serves: readonly Serving[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly steps: readonly EnsembleStep[];
  readonly objectives: readonly Objective[];
  readonly benchmark?: BenchmarkWish;
  readonly scale?: {
    readonly min: Sourced<number>;
    readonly max: Sourced<number>;
    readonly keep: readonly Expression[];
    readonly origin: Origin;
  };
  readonly traffic: readonly Share[];
  readonly balance?: { readonly method: Sourced<string>; readonly by?: Sourced<string> };
  /** Longest time that a request may take, in seconds. */
  readonly timeout?: Sourced<Quantity>;
  readonly limits: readonly RequestLimit[];
  readonly cache?: { readonly ttl?: Sourced<Quantity>; readonly origin: Origin };
  readonly monitors: readonly Monitor[];
  readonly runsOn?: Ref;
  readonly recoveries: readonly Recovery[];
}
