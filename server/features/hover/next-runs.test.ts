import { expect, it } from 'vitest';
import { nextRuns, runText } from './next-runs.ts';

const runs = (cron: string, zone: string, after: string, count = 3): string[] =>
  nextRuns(cron, zone, Date.parse(after), count).map((run) => new Date(run).toISOString().slice(0, 16));

it('finds the next times, the coming minute included and the present one not', () => {
  expect(runs('0 3 * * *', 'UTC', '2026-11-21T03:00:00Z')).toEqual([
    '2026-11-22T03:00',
    '2026-11-23T03:00',
    '2026-11-24T03:00',
  ]);
  expect(runs('*/20 * * * *', 'UTC', '2026-11-21T02:59:59Z')).toEqual([
    '2026-11-21T03:00',
    '2026-11-21T03:20',
    '2026-11-21T03:40',
  ]);
  expect(runs('0 0 13 * FRI', 'UTC', '2026-11-12T00:00:00Z')).toEqual([
    '2026-11-13T00:00',
    '2026-11-20T00:00',
    '2026-11-27T00:00',
  ]);
  expect(runs('0 0 29 FEB *', 'UTC', '2096-03-01T00:00:00Z', 1)).toEqual(['2104-02-29T00:00']);
});

it('follows the clocks of the zone, and knows the hour that they leave out and the one they repeat', () => {
  expect(runs('30 2 * * *', 'Europe/Zurich', '2026-03-28T00:00:00Z')).toEqual([
    '2026-03-28T01:30',
    '2026-03-30T00:30',
    '2026-03-31T00:30',
  ]);
  expect(runs('0 12 * * *', 'Asia/Kolkata', '2026-01-01T00:00:00Z', 1)).toEqual(['2026-01-01T06:30']);
  expect(runs('30 2 * * *', 'Europe/Zurich', '2026-10-24T12:00:00Z', 1)).toHaveLength(1);
});

it('finds none for what never comes, is wrong, or is in no zone', () => {
  expect(runs('0 0 31 FEB *', 'UTC', '2026-01-01T00:00:00Z')).toEqual([]);
  expect(runs('0 0 * *', 'UTC', '2026-01-01T00:00:00Z')).toEqual([]);
  expect(runs('0 0 * * *', 'Nowhere/Land', '2026-01-01T00:00:00Z')).toEqual([]);
});

it('says a time in words', () => {
  expect(runText(Date.parse('2026-11-22T02:00:00Z'), 'Europe/Zurich')).toBe(
    'Sunday, 22 November 2026 at 03:00',
  );
});
