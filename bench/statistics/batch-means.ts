import type { Estimate } from './quantile.ts';

/** By degrees of freedom from 1; the last stands for all that follow. */
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Student's t, two-sided 95 %; the normal distribution's for infinity. */
export function studentQuantile(degreesOfFreedom: number): number {
  const known = Math.min(Math.max(Math.floor(degreesOfFreedom), 1), studentT.length);
  return degreesOfFreedom === Infinity ? 1.96 : (studentT[known - 1] as number);
}

/**
 * A mean with its 95 % interval from the spread between slices (batch means): slices are long enough to be
 * nearly independent where single runs are not. The interval is open when there are fewer than two slices.
 */
export function batchMeans(value: number, slices: readonly number[]): Estimate {
  const count = slices.length;
  if (count < 2) return { value, low: null, high: null };
  const mean = slices.reduce((sum, slice) => sum + slice, 0) / count;
  const variance = slices.reduce((sum, slice) => sum + (slice - mean) ** 2, 0) / (count - 1);
  const half = studentQuantile(count - 1) * Math.sqrt(variance / count);
  return { value, low: value - half, high: value + half };
}
