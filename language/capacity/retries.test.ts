import { expect, it } from 'vitest';
import { backoffWaits } from './retries.ts';

it.each([
  [5, 'exponential', 30, 600, [30, 60, 120, 240, 480]],
  [6, 'exponential', 30, 600, [30, 60, 120, 240, 480, 600]],
  [3, 'fixed', 10, undefined, [10, 10, 10]],
  [0, 'exponential', 30, 600, []],
] as const)('%d tries, %s, from %d s to %d s', (times, kind, first, longest, waits) => {
  expect(backoffWaits(times, kind, first, longest)).toEqual(waits);
});
