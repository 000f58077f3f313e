import { batchMeans } from './batch-means.ts';
import { noise, type Noise } from './noise.ts';
import { median, quantile, type Estimate, type TooFewSamples } from './quantile.ts';

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
}

/** One uninterrupted stretch of runs. */
export interface Slice {
  /** Seconds of each run, in the order in which they ran. */
  readonly latencies: readonly number[];
  /** Seconds from the first run's start to the last run's end, so that time between runs counts. */
  readonly elapsed: number;
}

/** Sums up slices of single-stream runs that each processed `batch` items. Needs at least one run. */
export function summarise(slices: readonly Slice[], batch: number): Summary {
  const filled = slices.filter((slice) => slice.latencies.length > 0);
  const sorted = Float64Array.from(filled.flatMap((slice) => slice.latencies)).sort();
  const elapsed = sum(filled.map((slice) => slice.elapsed));
  const means = filled.map((slice) => sum(slice.latencies) / slice.latencies.length);
  const rates = filled.map((slice) => (slice.latencies.length * batch) / slice.elapsed);
  return {
    samples: sorted.length,
    latency: {
      p50: quantile(sorted, 0.5),
      p90: quantile(sorted, 0.9),
      p95: quantile(sorted, 0.95),
      p99: quantile(sorted, 0.99),
      mean: batchMeans(sum(sorted) / sorted.length, means),
      min: sorted[0] as number,
      max: sorted[sorted.length - 1] as number,
    },
    throughput: batchMeans((sorted.length * batch) / elapsed, rates),
    noise: noise(filled.map((slice) => median(slice.latencies))),
  };
}

function sum(values: readonly number[] | Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
