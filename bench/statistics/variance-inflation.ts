import { longRunVariance } from './long-run-variance.ts';

/** How far neighbouring runs resemble each other, as seen in the runs themselves. */
export interface Inflation {
  /** How many times larger the variance of "runs below a value" is than independent runs would make it. */
  readonly factor: number;
  /** How well that is known, for Student's t. */
  readonly degreesOfFreedom: number;
}

export const independent: Inflation = { factor: 1, degreesOfFreedom: Infinity };

/** Enough to see the slow ups and downs that count, and few enough that six million runs take no time. */
const mostStretches = 128;
/** Less than independent runs ever show by chance; it keeps a strictly periodic trace from an interval of no width. */
const smallestFactor = 0.1;

/**
 * The variance inflation of "runs below `value`", for latencies in the order in which they ran; runs of exactly `value`
 * count by half, so that a coarse clock does not hide who is slow. Runs on a busy machine come in fast and slow
 * stretches, which makes an interval for independent samples far too narrow. There is no test beforehand whether runs
 * are alike: one would leave too narrow what it only just lets pass.
 */
export function varianceInflation(latencies: readonly number[], value: number): Inflation {
  const samples = latencies.length;
  const all = countBelow(value, latencies, 0, samples);
  const share = all.below / samples;
  const variance = (all.below - all.equal / 4) / samples - share ** 2;
  if (variance === 0) return independent;
  const stretches = Math.min(samples, mostStretches);
  const deviations = Float64Array.from({ length: stretches }, (_, stretch) => {
    const from = Math.floor((stretch * samples) / stretches);
    const to = Math.floor(((stretch + 1) * samples) / stretches);
    return countBelow(value, latencies, from, to).below - share * (to - from);
  });
  const { variance: ofStretch, degreesOfFreedom } = longRunVariance(deviations);
  const factor = (ofStretch * stretches) / (samples * variance);
  return { factor: Math.max(factor, smallestFactor), degreesOfFreedom };
}

/** How many lie below, those that are equal by half; and how many are equal. */
function countBelow(
  value: number,
  latencies: readonly number[],
  from: number,
  to: number,
): { readonly below: number; readonly equal: number } {
  let below = 0;
  let equal = 0;
  for (let index = from; index < to; index++) {
    const latency = latencies[index] as number;
    if (latency < value) below++;
    else if (latency === value) equal++;
  }
  return { below: below + equal / 2, equal };
}
