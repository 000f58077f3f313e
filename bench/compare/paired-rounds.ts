import type { SliceLimits, SliceTimes } from '../host/engine.ts';
import { splitmix64 } from '../inputs/splitmix64.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { Pair } from '../statistics/paired-ratio.ts';
import { median } from '../statistics/quantile.ts';
import type { PacedChild } from './paced-child.ts';

/** How many pairs, and how long each half of a pair runs. */
export interface PairMethod {
  readonly pairs: number;
  readonly limits: SliceLimits;
}

/** Forty pairs of 50 ms: enough to find a slowdown of 5 % on a noisy machine in some four seconds. */
export const usualPairs: PairMethod = { pairs: 40, limits: { atLeast: 0.05, runs: 5, atMost: 2 } };

/**
 * Lets two warm children take turns, one short slice each in random order, and gives the seconds of the middle run of
 * each slice. Whatever the machine does to one of a pair, it does to the other at nearly the same moment.
 */
export async function pairedRounds(
  base: PacedChild,
  candidate: PacedChild,
  method: PairMethod,
  seed: bigint,
  onPair: (done: number, of: number) => void = () => undefined,
): Promise<readonly Pair[] | { readonly problem: BenchmarkProblem }> {
  const random = splitmix64(seed);
  const pairs: Pair[] = [];
  while (pairs.length < method.pairs) {
    const order = random.uniform() < 0.5 ? [base, candidate] : [candidate, base];
    const seconds = new Map<PacedChild, number>();
    for (const child of order) {
      const slice = await child.slice('measure', method.limits);
      if ('problem' in slice) return slice;
      seconds.set(child, middle(slice));
    }
    pairs.push({ base: seconds.get(base)!, candidate: seconds.get(candidate)! });
    onPair(pairs.length, method.pairs);
  }
  return pairs;
}

/** The first run of a slice finds the caches full of the other contender's data. */
function middle({ nanoseconds }: SliceTimes): number {
  return median(nanoseconds.length > 4 ? nanoseconds.slice(1) : nanoseconds) / 1e9;
}
