import { binomialQuantile } from './binomial.ts';
import { studentQuantile } from './student.ts';
import { independent, type Inflation } from './variance-inflation.ts';

/** A figure with its two-sided 95 % confidence interval, in the unit of its samples; null where it is open. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Why a figure is not given: the samples do not carry it. With `needed` of them it would be given with both ends of its
 * interval, if they resemble each other as those do that there are.
 */
export interface TooFewSamples {
  readonly samples: number;
  readonly needed: number;
}

/**
 * The q-quantile (0.5 <= q < 1) of `sorted`, by nearest rank, with an interval from binomial order statistics: the
 * number of samples below the true quantile is Binomial(n, q), whatever the distribution. Samples that resemble their
 * neighbours count as fewer independent ones: n over the inflation of the variance, and over the square by which
 * Student's t is wider for an inflation that is an estimate itself. Needs `neededSamples(q)` samples. The interval is
 * open at the top where the largest sample is no bound, see `boundingSamples`.
 */
export function quantile(
  sorted: Float64Array,
  q: number,
  { factor, degreesOfFreedom }: Inflation = independent,
): Estimate | TooFewSamples {
  const samples = sorted.length;
  const needed = neededSamples(q);
  const bounding = boundingSamples(q, factor);
  if (samples < needed) return { samples, needed: Math.max(needed, bounding) };
  const at = (rank: number): number => sorted[Math.min(Math.max(rank, 1), samples) - 1] as number;
  const widening = studentQuantile(degreesOfFreedom) / studentQuantile(Infinity);
  const effective = Math.max(1, Math.round(samples / (factor * widening ** 2)));
  const rankOf = (count: number): number => (count * samples) / effective;
  return {
    value: nearestRank(sorted, q),
    low: at(Math.floor(rankOf(binomialQuantile(effective, q, 0.025)))),
    high: samples < bounding ? null : at(Math.ceil(rankOf(binomialQuantile(effective, q, 0.975) + 1))),
  };
}

/** The smallest value that a share of at least q of all samples does not exceed. Needs a sample. */
export function nearestRank(sorted: Float64Array, q: number): number {
  return sorted[Math.ceil(q * sorted.length) - 1] as number;
}

/**
 * Samples from which on the largest one is an upper end of the q-quantile's interval: the chance q^n that all lie below
 * the true quantile is at most 2.5 %, where n counts as many independent samples as these are worth.
 */
function boundingSamples(q: number, factor: number): number {
  return Math.ceil((factor * Math.log(0.025)) / Math.log(q));
}

/**
 * Samples without which no claim about the q-quantile is made: with one slower outlier allowed, the chance
 * that all samples miss the slow tail must be at most 1 % (the early-stopping floor of MLPerf's LoadGen:
 * 64 for p90, 662 for p99).
 */
export function neededSamples(q: number): number {
  const miss = (n: number): number => q ** n + n * (1 - q) * q ** (n - 1);
  let n = 2;
  while (miss(n) > 0.01) n++;
  return n;
}

export function median(values: readonly number[] | Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
