import { describe, expect, it } from 'vitest';
import { poissonArrivals } from './poisson-arrivals.ts';

describe('arrivals', () => {
  const take = (rate: number, seed: bigint, count: number): number[] => {
    const arrivals = poissonArrivals(rate, seed);
    return Array.from({ length: count }, () => arrivals.next().value);
  };

  it('come at the rate, with the spread of a Poisson process', () => {
    const times = take(200, 5n, 20_000);
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(mean * 200).toBeCloseTo(1, 1);
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  });

  it('are the same for the same seed', () => {
    expect(take(7, 1n, 5)).toEqual(take(7, 1n, 5));
    expect(take(7, 2n, 5)).not.toEqual(take(7, 1n, 5));
  });
});
