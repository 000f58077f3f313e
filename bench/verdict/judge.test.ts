import { describe, expect, it } from 'vitest';
import { judge, type Objective } from './judge.ts';
import { formatBytes, formatRate, formatSeconds } from './quantity-format.ts';
import { caseOf } from './testing/case-of.ts';

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

  it('never keeps what was not warm, and breaks where the queue grows without end', () => {
    const cold = caseOf([0.01], 2000, { warmup: { slices: 50, seconds: 5, stable: false } });
    expect(judge(p99, cold)).toMatchObject({ verdict: 'undecided' });
    expect(judge(p99, cold).reason).toContain('not steady yet');
    const queued = (waiting: number) =>
      judge(p99, caseOf([0.01], 2000, { scenario: 'server', rate: 100, waiting }));
    expect(queued(3).verdict).toBe('kept');
    expect(queued(30)).toMatchObject({
      verdict: 'broken',
      reason: expect.stringContaining('30 were waiting at the end') as string,
    });
  });

  it('counts the fuller of two memories', () => {
    const onGpu = caseOf([0.01], 2000, { memory: { peak: 1e8, library: 9e7, gpu: 3e9 } });
    expect(judge({ metric: 'memory', comparison: '<', limit: 2e9 }, onGpu).verdict).toBe('broken');
  });

  it('leaves what it cannot measure undecided', () => {
    expect(judge({ metric: 'availability', comparison: '>=', limit: 0.999 }, caseOf([0.01]))).toEqual({
      verdict: 'undecided',
      reason: 'A benchmark of a model alone does not measure availability.',
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
