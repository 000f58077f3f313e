import { describe, expect, it } from 'vitest';
import { cronProblem } from './cron.ts';

describe('cronProblem', () => {
  it.for([
    '0 3 * * *',
    '*/5 0-6 1,15 JAN-MAR MON',
    '0 4 * * MON',
    '59 23 31 12 0-6',
    '0 0 ? * *',
    '10/20 * * * *',
  ])('accepts %s', (cron) => {
    expect(cronProblem(cron)).toBeUndefined();
  });

  it.for([
    ['0 3 * *', 'it has 4 fields'],
    ['0 0 3 * * *', 'it has 6 fields'],
    ['60 3 * * *', '"60" is no minute'],
    ['0 24 * * *', '"24" is no hour'],
    ['0 3 0 * *', '"0" is no day of month'],
    ['0 3 * FOO *', '"FOO" is no month'],
    ['0 3 * * 7', 'Sunday is 0'],
    ['0 5-3 * * *', 'ends before it begins'],
    ['*/0 3 * * *', 'a step of 0'],
    ['banana 3 * * *', '"banana" is no minute'],
  ] as const)('refuses %s', ([cron, problem]) => {
    expect(cronProblem(cron)).toContain(problem);
  });
});
