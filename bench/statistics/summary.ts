import { batchMeans } from './batch-means.ts';
import { histogram, type Histogram } from './histogram.ts';
import { noise, type Noise } from './noise.ts';
import { median, nearestRank, quantile, type Estimate, type TooFewSamples } from './quantile.ts';
import { varianceInflation } from './variance-inflation.ts';

/** Latencies in seconds, throughput in items per second. */
export interface Summary {
  readonly samples: number;
  readonly latency: {
    readonly p50: Estimate | TooFewSamples;
    readonly p90: Estimate | TooFewSamples;
    readonly p95: Estimate | TooFewSamples;
    readonly p99: Estimate | TooFewSamples;
    readonly mean: Estimate;
    readonly min: number;
    readonly max: number;
  };
  readonly throughput: Estimate;
  readonly noise: Noise;
  /** Distribution of the latencies; absent in results of older versions. */
  readonly histogram?: Histogram;
}

/** One uninterrupted stretch of runs. */
export interface Slice {
  /** Seconds of each run, in the order in which they ran. */
  readonly latencies: readonly number[];
  /** Seconds from the first run's start to the last run's end, so that time between runs counts. */
  readonly elapsed: number;
}

/**
 * Sums up slices of runs that each processed `batch` items. Needs at least one run.
 *
 * @param noiseAt the quantile of each slice that shows the machine's speed: the middle, but where runs wait for each
 *   other the fast ones, which did not wait
 */
export function summarise(slices: readonly Slice[], batch: number, noiseAt: 'p50' | 'p5' = 'p50'): Summary {
  const filled = slices.filter((slice) => slice.latencies.length > 0);
  const latencies = filled.flatMap((slice) => slice.latencies);
  const sorted = Float64Array.from(latencies).sort();
  const elapsed = sum(slices.map((slice) => slice.elapsed));
  const means = filled.map((slice) => sum(slice.latencies) / slice.latencies.length);
  // A slice in which nothing ended is time all the same.
  const timed = slices.filter((slice) => slice.elapsed > 0);
  const rates = timed.map((slice) => (slice.latencies.length * batch) / slice.elapsed);
  const at = (q: number): Estimate | TooFewSamples =>
    quantile(sorted, q, varianceInflation(latencies, nearestRank(sorted, q)));
  const p99 = at(0.99);
  const p95 = boundedBy(p99, at(0.95));
  const p90 = boundedBy(p95, at(0.9));
  const p50 = boundedBy(p90, at(0.5));
  return {
    samples: sorted.length,
    latency: {
      p50,
      p90,
      p95,
      p99,
      mean: batchMeans(sum(sorted) / sorted.length, means),
      min: sorted[0] as number,
      max: sorted[sorted.length - 1] as number,
    },
    throughput: batchMeans((sorted.length * batch) / elapsed, rates),
    noise: noise(
      filled.map(({ latencies }) => (noiseAt === 'p50' ? median(latencies) : fast(latencies))),
      sorted,
    ),
    histogram: histogram(sorted),
  };
}

/** The upper end of a higher percentile is one of a lower percentile, too: the lower of both counts. */
function boundedBy<T extends Estimate | TooFewSamples>(higher: T, lower: T): T {
  if ('needed' in higher || 'needed' in lower || higher.high === null) return lower;
  return { ...lower, high: Math.min(lower.high ?? Infinity, higher.high) };
}

function fast(latencies: readonly number[]): number {
  const sorted = Float64Array.from(latencies).sort();
  return sorted[Math.floor(0.05 * sorted.length)] as number;
}

function sum(values: readonly number[] | Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
