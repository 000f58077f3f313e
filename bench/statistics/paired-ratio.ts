import { splitmix64 } from '../inputs/splitmix64.ts';
import type { Estimate } from './quantile.ts';
import { studentQuantile } from './student.ts';

/** The same quantity of two contenders, measured one right after the other. */
export interface Pair {
  readonly base: number;
  readonly candidate: number;
}

/** What a ratio of candidate to base says, for a quantity where less is better. */
export type Change = 'slower' | 'faster' | 'same' | 'undecided';

const resamples = 2_000;
/** Below it a difference is real perhaps, and matters to nobody. */
const smallest = 0.02;
/** An interval that reaches farther than this neither finds a change nor rules one out. */
const widest = 0.1;

/**
 * Candidate / base over pairs, with a 95 % interval by bootstrap over the pairs. Both of a pair met the same state of
 * the machine, so that its wandering cancels. Each ratio counts by its logarithm, and the outer quarters of them are
 * left out (midmean): a pair that something interrupted has no say. The interval is open with fewer than five pairs.
 */
export function pairedRatio(pairs: readonly Pair[], seed: bigint): Estimate {
  const logs = Float64Array.from(pairs, ({ base, candidate }) => Math.log(candidate / base)).sort();
  const value = Math.exp(midmean(logs));
  if (pairs.length < 5) return { value, low: null, high: null };
  const random = splitmix64(seed);
  const drawn = new Float64Array(logs.length);
  const means = new Float64Array(resamples);
  for (let round = 0; round < resamples; round++) {
    for (let index = 0; index < drawn.length; index++)
      drawn[index] = logs[Math.floor(random.uniform() * logs.length)] as number;
    means[round] = midmean(drawn.sort());
  }
  means.sort();
  // Half of the pairs make the midmean, so that its spread is known no better than theirs: Student's t says how much.
  const widening = studentQuantile(pairs.length / 2 - 1) / studentQuantile(Infinity);
  const middle = Math.log(value);
  const at = (q: number): number =>
    Math.exp(middle + widening * ((means[Math.round(q * (resamples - 1))] as number) - middle));
  return { value, low: at(0.025), high: at(0.975) };
}

/** A change is found only when the interval excludes 1 and the ratio is more than 2 % away from it. */
export function changeOf({ value, low, high }: Estimate): Change {
  if (low === null || high === null) return 'undecided';
  const isFound = Math.abs(value - 1) > smallest && (low > 1 || high < 1);
  if (isFound) return value > 1 ? 'slower' : 'faster';
  return high > 1 + widest || low < 1 - widest ? 'undecided' : 'same';
}

function midmean(sorted: Float64Array): number {
  const quarter = Math.floor(sorted.length / 4);
  let sum = 0;
  for (let index = quarter; index < sorted.length - quarter; index++) sum += sorted[index] as number;
  return sum / (sorted.length - 2 * quarter);
}
