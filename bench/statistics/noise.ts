export type NoiseGrade = 'A' | 'B' | 'C';

export interface Noise {
  readonly grade: NoiseGrade;
  /** (p90 - p10) / median of the slice medians: 0.05 is 5 %. Null when there are too few slices to say. */
  readonly spread: number | null;
  /**
   * p50 / p5 of all runs: how much slower the usual run is than the undisturbed one. From 1; absent in results of
   * older versions.
   */
  readonly overFloor?: number;
}

const fewestSlices = 3;

/**
 * How much the machine's speed wandered during the measurement: A up to 5 %, B up to 15 %, C above. Too few
 * slices are grade C, for nothing speaks for the figures then.
 */
export function noise(sliceMedians: readonly number[], sorted?: Float64Array): Noise {
  const floor = sorted === undefined || sorted.length === 0 ? {} : { overFloor: overFloor(sorted) };
  if (sliceMedians.length < fewestSlices) return { grade: 'C', spread: null, ...floor };
  const medians = Float64Array.from(sliceMedians).sort();
  const spread = (interpolated(medians, 0.9) - interpolated(medians, 0.1)) / interpolated(medians, 0.5);
  return { grade: spread <= 0.05 ? 'A' : spread <= 0.15 ? 'B' : 'C', spread, ...floor };
}

/** 1 where the clock is too coarse to see the floor. */
function overFloor(sorted: Float64Array): number {
  const floor = interpolated(sorted, 0.05);
  return floor > 0 ? interpolated(sorted, 0.5) / floor : 1;
}

function interpolated(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}
