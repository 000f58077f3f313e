import { binomialQuantile } from './binomial.ts';

/** A figure with its two-sided 95 % confidence interval, in the unit of its samples; null where it is open. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Why a figure is not given: the samples do not carry it. */
export interface TooFewSamples {
  readonly samples: number;
  readonly needed: number;
}

/**
 * The q-quantile (0 < q < 1) of `sorted`, by nearest rank, with an interval from binomial order statistics:
 * the number of samples below the true quantile is Binomial(n, q), whatever the distribution. Needs
 * `neededSamples(q)` samples.
 *
 * @param inflation how many times larger the variance of that number is because neighbouring runs resemble each
 *   other; see `varianceInflation`. 1 for independent samples.
 */
export function quantile(sorted: Float64Array, q: number, inflation = 1): Estimate | TooFewSamples {
  const samples = sorted.length;
  const needed = neededSamples(q);
  if (samples < needed) return { samples, needed };
  const at = (rank: number): number => sorted[Math.min(Math.max(rank, 1), samples) - 1] as number;
  const middle = samples * q + 0.5;
  const wider = (rank: number): number => middle + (rank - middle) * Math.sqrt(inflation);
  return {
    value: at(Math.ceil(samples * q)),
    low: at(Math.floor(wider(binomialQuantile(samples, q, 0.025)))),
    high: at(Math.ceil(wider(binomialQuantile(samples, q, 0.975) + 1))),
  };
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
