import { expect, it } from 'vitest';
import { cronTimes, shortestGap } from './cron-times.ts';

const gap = (cron: string): number | undefined => shortestGap(cronTimes(cron));

it('knows the shortest time between two runs', () => {
  expect(gap('*/15 * * * *')).toBe(15);
  expect(gap('0 3 * * *')).toBe(1_440);
  expect(gap('50 23 * * *')).toBe(1_440);
  expect(gap('0 1,23 * * *')).toBe(120);
  expect(gap('0 4 * * MON')).toBe(7 * 1_440);
  expect(gap('0 0 1 * *')).toBe(28 * 1_440);
  expect(gap('30 0-6/3 * * MON-FRI')).toBe(180);
});

it('takes either day where both are given', () => {
  expect(gap('0 0 1 * MON')).toBe(1_440);
});

it('knows dates that never come', () => {
  expect(cronTimes('0 0 30 2 *').days).toEqual([]);
  expect(cronTimes('0 0 29 2 *').days).toHaveLength(1);
  expect(cronTimes('0 0 31 4,6 *').days).toEqual([]);
});
