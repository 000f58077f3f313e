import { expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

it('gives the quantiles of the tables', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 8);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
  expect(normalQuantile(0.8)).toBeCloseTo(0.841621, 6);
  expect(normalQuantile(0.999)).toBeCloseTo(3.090232, 6);
  expect(normalQuantile(0.025)).toBeCloseTo(-1.959964, 6);
});
