import { longRunVariance } from './long-run-variance.ts';
import type { Estimate } from './quantile.ts';
import { studentQuantile } from './student.ts';

/**
 * A mean with its 95 % interval from the spread between slices (batch means). Slices resemble their neighbours less than
 * runs do, but still do: their variance is the long-run one. The interval is open when there are fewer than two slices.
 */
export function batchMeans(value: number, slices: readonly number[]): Estimate {
  const count = slices.length;
  if (count < 2) return { value, low: null, high: null };
  const mean = slices.reduce((sum, slice) => sum + slice, 0) / count;
  const deviations = Float64Array.from(slices, (slice) => slice - mean);
  const { variance, degreesOfFreedom } = longRunVariance(deviations);
  const half = studentQuantile(degreesOfFreedom) * Math.sqrt(variance / count);
  return { value, low: value - half, high: value + half };
}
