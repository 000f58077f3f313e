export type NoiseGrade = 'A' | 'B' | 'C';

export interface Noise {
  readonly grade: NoiseGrade;
  /** (p90 - p10) / median of the slice medians: 0.05 is 5 %. Null when there are too few slices to say. */
  readonly spread: number | null;
}

const fewestSlices = 3;

/**
 * How much the machine's speed wandered during the measurement: A up to 5 %, B up to 15 %, C above. Too few
 * slices are grade C, for nothing speaks for the figures then.
 */
export function noise(sliceMedians: readonly number[]): Noise {
  if (sliceMedians.length < fewestSlices) return { grade: 'C', spread: null };
  const sorted = Float64Array.from(sliceMedians).sort();
  const spread = (interpolated(sorted, 0.9) - interpolated(sorted, 0.1)) / interpolated(sorted, 0.5);
  return { grade: spread <= 0.05 ? 'A' : spread <= 0.15 ? 'B' : 'C', spread };
}

function interpolated(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}
