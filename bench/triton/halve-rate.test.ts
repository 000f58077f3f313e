import { describe, expect, it } from 'vitest';
import { halveRate, type TriedRate } from './halve-rate.ts';

const upTo =
  (capacity: number) =>
  (rate: number): Promise<TriedRate<number>> =>
    Promise.resolve(rate <= capacity ? { kept: rate } : { nothing: false });

describe('halving rates', () => {
  it.each([50, 300, 1000, 1400, 5000])('finds 1000/s when it begins at %i/s', async (most) => {
    const { rate, kept, probes } = await halveRate({ most, nearness: 1.05 }, upTo(1000));
    expect(kept).toBe(rate);
    expect(rate).toBeLessThanOrEqual(1000);
    expect(rate).toBeGreaterThan(most === 50 ? 500 : 1000 / 1.05);
    expect(probes).toBeLessThanOrEqual(12);
  });

  it('ends when nothing is ever too much, and when everything is', async () => {
    const endless = await halveRate({ most: 100, nearness: 1.05 }, upTo(Infinity));
    expect(endless).toMatchObject({ probes: 12 });
    expect(endless.rate).toBeGreaterThan(1000);
    expect(await halveRate({ most: 100, nearness: 1.05 }, upTo(0))).toEqual({ rate: 0, probes: 6 });
  });

  it('tries no other rate where nothing is answered', async () => {
    const tried = await halveRate({ most: 100, nearness: 1.05 }, () => Promise.resolve({ nothing: true }));
    expect(tried).toEqual({ rate: 0, probes: 1 });
  });
});
