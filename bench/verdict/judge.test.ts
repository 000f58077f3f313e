import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../run/benchmark-result.ts';
import { summarise } from '../statistics/summary.ts';
import { judge, type Objective } from './judge.ts';
import { formatBytes, formatRate, formatSeconds } from './quantity-format.ts';

const p99: Objective = { metric: 'latency.p99', comparison: '<', limit: 0.02 };

describe('judge', () => {
  it('keeps a promise when the whole interval lies below the limit', () => {
    expect(judge(p99, caseOf([0.01, 0.011]))).toMatchObject({ verdict: 'kept' });
  });

  it('breaks it when the whole interval lies above', () => {
    const verdict = judge(p99, caseOf([0.03, 0.031]));
    expect(verdict.verdict).toBe('broken');
    expect(verdict.reason).toBe('latency.p99 is 31 ms (95 %: 31 ms to 31 ms), promised < 20 ms.');
  });

  it('does not decide when the limit lies in the interval', () => {
    const rare = caseOf([...new Array<number>(99).fill(0.01), 0.03]);
    expect(judge(p99, rare).verdict).toBe('undecided');
    expect(judge(p99, rare).reason).toContain('A longer budget narrows it.');
  });

  it('does not decide with too few samples, and says how many it needs', () => {
    expect(judge(p99, caseOf([0.01], 210)).reason).toContain('n/a (n=210, need 662)');
  });

  it('never keeps on grade C, and says so', () => {
    const noisy = caseOf([0.01], 700, { noise: { grade: 'C', spread: 0.231 } });
    const verdict = judge(p99, noisy);
    expect(verdict.verdict).toBe('undecided');
    expect(verdict.reason).toContain(
      'wandered by 23 % meanwhile (grade C): measure again on a quiet machine',
    );
  });

  it('never keeps on assumed dimensions', () => {
    expect(judge(p99, caseOf([0.01], 700, { assumed: ['sequence'] }))).toMatchObject({
      verdict: 'undecided',
    });
  });

  it('judges throughput upwards and memory', () => {
    expect(judge({ metric: 'throughput', comparison: '>', limit: 50 }, caseOf([0.01])).verdict).toBe('kept');
    expect(judge({ metric: 'throughput', comparison: '>=', limit: 500 }, caseOf([0.01])).verdict).toBe(
      'broken',
    );
    expect(judge({ metric: 'memory', comparison: '<', limit: 2 ** 31 }, caseOf([0.01])).verdict).toBe('kept');
  });

  it('leaves what it cannot measure undecided', () => {
    expect(judge({ metric: 'availability', comparison: '>=', limit: 0.999 }, caseOf([0.01]))).toEqual({
      verdict: 'undecided',
      reason: 'A benchmark of the model alone does not measure availability.',
    });
  });
});

it('writes quantities with three digits', () => {
  expect([formatSeconds(6.85e-6), formatSeconds(0.00121), formatSeconds(2)]).toEqual([
    '6.85 µs',
    '1.21 ms',
    '2 s',
  ]);
  expect([formatRate(640.4), formatBytes(92_274_688)]).toEqual(['640/s', '88 MiB']);
});

/** A case in which these latencies repeat, spread evenly over ten slices. */
function caseOf(latencies: readonly number[], samples = 2000, changes: Partial<CaseResult> = {}): CaseResult {
  const all = Array.from({ length: samples }, (_, index) => latencies[index % latencies.length] as number);
  const slices = Array.from({ length: 10 }, (_, index) => {
    const part = all.slice((index * samples) / 10, ((index + 1) * samples) / 10);
    return { latencies: part, elapsed: part.reduce((sum, value) => sum + value, 0) };
  });
  return {
    scenario: 'single-stream',
    batch: 1,
    inputs: [],
    inputHash: '',
    assumed: [],
    first: 0.1,
    warmup: { slices: 5, seconds: 0.5, stable: true },
    ...summarise(slices, 1),
    memory: { peak: 1e8, library: 9e7 },
    ...changes,
  };
}
