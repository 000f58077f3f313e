import { expect, it } from 'vitest';
import { printAmount } from './amount-text.ts';

it.each([
  [15_569_256_448, 'B', '14.5 GiB'],
  [0, 'B', '0 B'],
  [2e9, 'B/s', '1.86 GiB/s'],
  [2592, 's', '43.2 min'],
  [0.002, 's', '2 ms'],
  [-0.01, 's', '-10 ms'],
  [86_400, 's', '1 d'],
  [0.9995, 'ratio', '100 %'],
  [0.7, 'ratio', '70 %'],
  [500, '1/s', '500/s'],
  [70_000_000_000, 'parameters', '70,000,000,000 parameters'],
  [1, 'devices', '1 device'],
  [21_600.4, 'USD', '21,600 USD'],
  [1.006, 'USD/h', '1.01 USD/h'],
  [Infinity, 's', 'unlimited d'],
])('%d %s is %s', (value, unit, text) => {
  expect(printAmount({ value, unit })).toBe(text);
});
