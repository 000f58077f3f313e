import { expect, it } from 'vitest';
import { cronInterval } from './schedule-interval.ts';

const H = 3600;
const D = 24 * H;

it.each([
  ['0 3 * * *', D, D],
  ['*/15 * * * *', 900, 900],
  ['0,30 23 * * *', 1800, D - 1800],
  ['0 */5 * * *', 4 * H, 5 * H],
  ['0 9 * * MON-FRI', D, 3 * D],
  ['0 0 1 * *', 28 * D, 31 * D],
  ['0 0 1,15 * FRI', D, 7 * D],
  ['10/20 0 * * *', 1200, D - 2400],
])('%s comes every %d to %d seconds', (cron, shortest, longest) => {
  expect(cronInterval(cron)).toEqual({ shortest, longest });
});

it.each(['0 0 31 2 *', '0 0 29 2 *', 'tomorrow', '0 25 * * *'])('%s never comes twice', (cron) => {
  expect(cronInterval(cron)).toBeUndefined();
});
