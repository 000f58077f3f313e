import { studentQuantile } from './batch-means.ts';

/** Enough to see a variance, and few enough that each is longer than what makes neighbours alike. */
const groups = 10;
const fewestGroups = 5;

/**
 * How many times larger the variance of "runs at or below `value`" is than independent runs would make it, where
 * `value` is the q-quantile of all runs. Runs on a busy machine come in fast and slow stretches, which makes an
 * interval for independent samples far too narrow. The slices are joined to ten stretches in a row; their counts are
 * held against the binomial variance (batch means for quantiles: Chen and Kelton, 2006), with Student's t for the
 * few of them. 1 unless the excess stands out of what chance gives.
 */
export function varianceInflation(slices: readonly (readonly number[])[], value: number, q: number): number {
  const stretches = joined(slices);
  const count = stretches.length;
  if (count < fewestGroups) return 1;
  let samples = 0;
  let squares = 0;
  for (const stretch of stretches) {
    samples += stretch.length;
    squares += (stretch.filter((each) => each <= value).length - q * stretch.length) ** 2;
  }
  const excess = (squares * count) / (count - 1) / (samples * q * (1 - q));
  // Half a standard deviation of what chance gives independent runs: with a stricter test too many intervals of runs
  // that do resemble each other stay too narrow, with a laxer one those of independent runs get too wide.
  const chance = 1 + 0.5 * Math.sqrt(2 / (count - 1));
  return excess <= chance ? 1 : excess * (studentQuantile(count - 1) / studentQuantile(Infinity)) ** 2;
}

function joined(slices: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const count = Math.min(groups, slices.length);
  return Array.from({ length: count }, (_, index) =>
    slices
      .slice(Math.floor((index * slices.length) / count), Math.floor(((index + 1) * slices.length) / count))
      .flat(),
  );
}
