import type { ServingNeeds } from '../../language/capacity/index.ts';
import type { BudgetName } from '../run/benchmark-request.ts';
import { neededSamples } from '../statistics/quantile.ts';
import { halveRate } from './halve-rate.ts';
import { offerLoad, type LoadOutcome, type Send } from './offered-load.ts';

export type PromisedLatency = NonNullable<ServingNeeds['latency']>;

/** How long each rate is tried: enough requests for the promised percentile, in about `seconds`, never above `atMost`. */
export interface Effort {
  readonly requests: number;
  readonly seconds: number;
  readonly atMost: number;
  /** The search ends when the highest rate that kept the promise and the lowest that did not are this near. */
  readonly nearness: number;
}

export const EFFORTS: Readonly<Record<BudgetName, Effort>> = {
  quick: { requests: 700, seconds: 1, atMost: 5, nearness: 1.06 },
  standard: { requests: 2_000, seconds: 2, atMost: 15, nearness: 1.04 },
  full: { requests: 10_000, seconds: 8, atMost: 60, nearness: 1.02 },
};

export interface RateSearch {
  readonly latency: PromisedLatency;
  /** Requests a second that no open loop exceeds: what was done when somebody always waited. */
  readonly most: number;
  readonly effort: Effort;
  readonly seed: bigint;
}

export interface RateFound {
  /** The highest offered rate that kept the promise, requests a second; 0 when none did. */
  readonly rate: number;
  /** Requests that were answered in a second at this rate. */
  readonly throughput: number;
  /** Latencies at this rate, in seconds. */
  readonly latency: PromisedFigures;
  readonly requests: number;
  /** Rates that were tried. */
  readonly probes: number;
  /** How late the slowest hundredth was sent at this rate, in seconds: that is this process, not the server. */
  readonly lag: number;
  /** Why requests failed, where that decided. */
  readonly failure?: string;
}

export type PromisedFigures = Readonly<Record<'p50' | 'p90' | 'p95' | 'p99' | 'mean', number>>;

const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
/** Finds the highest rate of random arrivals that keeps a promised latency, by halving in proportion. */
export async function highestRate(
  send: Send,
  { latency, most, effort, seed }: RateSearch,
  options: { readonly signal?: AbortSignal; readonly onRate?: (rate: number) => void } = {},
): Promise<RateFound> {
  let failure: string | undefined;
  const { rate, kept, probes } = await halveRate<LoadOutcome>(
    { most, nearness: effort.nearness },
    async (offered, probe) => {
      options.onRate?.(offered);
      const load = { latency, rate: offered, effort, seed: seed + BigInt(100 * probe) };
      const tried = await tryRate(send, load, options.signal);
      if ('failure' in tried) failure ??= tried.failure;
      return tried;
    },
  );
  return {
    rate,
    throughput: kept?.throughput ?? 0,
    latency: figuresOf(kept?.latencies ?? []),
    requests: kept?.sent ?? 0,
    probes,
    lag: kept ? rank(sorted(kept.lags), 0.99) : 0,
    ...(rate === 0 && failure !== undefined ? { failure } : {}),
  };
}

/** A rate that breaks the promise is tried once more: the machine may have been busy with something else for a moment. */
async function tryRate(
  send: Send,
  {
    latency,
    rate,
    effort,
    seed,
  }: Pick<RateSearch, 'latency' | 'effort' | 'seed'> & { readonly rate: number },
  signal: AbortSignal | undefined,
): Promise<{ readonly kept: LoadOutcome } | { readonly failure?: string; readonly nothing: boolean }> {
  const { requests, seconds, atMost } = effort;
  const shortest = PROMISES * latency.limit;
  const usual = Math.max(requests, rate * Math.max(seconds, shortest));
  const count = Math.ceil(Math.max(FEWEST, Math.min(usual, rate * Math.max(atMost, shortest))));
  const late = { seconds: latency.limit, most: Math.floor(allowedLate(latency.of) * count) };
  const first = await offerLoad(send, { rate, requests: count, late, seed }, signal);
  if (keeps(latency, first)) return { kept: first };
  const second = await offerLoad(send, { rate, requests: count, late, seed: seed + 1n }, signal);
  if (keeps(latency, second)) return { kept: second };
  // Not even a request that met no other one was fast enough, so that fewer of them change nothing.
  const nothing = [...first.latencies, ...second.latencies].every((each) => each > latency.limit);
  const failure = first.failure ?? second.failure;
  return { nothing, ...(failure === undefined ? {} : { failure }) };
}

/** Part of the requests that may take longer than what is promised. A mean says nothing about single ones. */
const allowedLate = (of: PromisedLatency['of']): number => (of === 'mean' ? 1 : 1 - QUANTILES[of]);

/** A queue that grows has to have the time to break the promise: a rate is tried for so many times what is promised. */
const PROMISES = 20;
/** Below that not even a median says anything. */
const FEWEST = 50;

/** Requests that the promised figure needs before anything is concluded from it. */
export const neededRequests = ({ of }: PromisedLatency): number =>
  of === 'mean' ? FEWEST : neededSamples(QUANTILES[of]);

/** A request that failed has kept no promise. */
function keeps(
  { of, limit }: PromisedLatency,
  { latencies, failed, sent, endedEarly }: LoadOutcome,
): boolean {
  if (endedEarly) return false;
  if (of === 'mean') return failed === 0 && figuresOf(latencies).mean <= limit;
  const late = failed + latencies.filter((each) => each > limit).length;
  return late <= allowedLate(of) * sent;
}

/** Percentiles by nearest rank; 0 without any latency. */
export function figuresOf(latencies: readonly number[]): PromisedFigures {
  const all = sorted(latencies);
  const mean = all.reduce((sum, each) => sum + each, 0) / Math.max(1, all.length);
  return { p50: rank(all, 0.5), p90: rank(all, 0.9), p95: rank(all, 0.95), p99: rank(all, 0.99), mean };
}

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();
const rank = (all: Float64Array, q: number): number => all[Math.max(0, Math.ceil(all.length * q) - 1)] ?? 0;
