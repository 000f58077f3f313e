import { describe, expect, it } from 'vitest';
import type { Objective } from './judge.ts';
import { judgeScore, judgeService, type Served, type ServiceVerdict } from './judge-service.ts';
import { caseOf } from './testing/case-of.ts';

const p99: Objective = { metric: 'latency.p99', comparison: '<', limit: 0.02 };
const throughput = (limit: number): Objective => ({ metric: 'throughput', comparison: '>', limit });
const served: Served = { batch: 1, copies: 1, replicas: 1, models: 1 };

const judgeOne = (
  objective: Objective,
  how: Served,
  ...cases: Parameters<typeof judgeService>[2]
): ServiceVerdict => judgeService([objective], how, cases)[0]!;

/** One run at a time with a batch of this size: seconds of a run. */
const alone = (batch: number, seconds: number) =>
  caseOf([seconds], 2000, {
    batch,
    throughput: { value: batch / seconds, low: batch / seconds, high: batch / seconds },
  });

describe('which case a promise is held against', () => {
  it('latency: a single item without batching, whatever a sweep has measured beside it', () => {
    expect(judgeOne(p99, served, alone(1, 0.005), alone(64, 0.3))).toMatchObject({
      verdict: 'kept',
      measured: { batch: 1 },
    });
  });

  it('latency: the fullest batch that the server makes', () => {
    const cases = [alone(1, 0.005), alone(8, 0.03), alone(64, 0.3)];
    expect(judgeOne(p99, { ...served, batch: 8 }, ...cases)).toMatchObject({
      verdict: 'broken',
      measured: { batch: 8 },
    });
    expect(judgeOne(p99, { ...served, batch: 4 }, ...cases)).toMatchObject({
      verdict: 'undecided',
      reason: expect.stringContaining('batches of up to 4, and 1 was measured') as string,
    });
  });

  it('latency: requests at the promised rate, where that was measured', () => {
    const server = { ...caseOf([0.03]), scenario: 'server' as const, rate: 500 };
    const both = judgeService([p99, throughput(400)], served, [alone(1, 0.001), server]);
    expect(both[0]).toMatchObject({ verdict: 'broken', measured: { scenario: 'server' } });
    const slower = judgeService([p99, throughput(600)], served, [alone(1, 0.001), server]);
    expect(slower[0]).toMatchObject({ verdict: 'kept', measured: { scenario: 'single-stream' } });
  });

  it('throughput: the best that still keeps the promised latency', () => {
    const how = { ...served, batch: 64 };
    const cases = [alone(1, 0.01), alone(8, 0.016), alone(64, 0.06)];
    const judge = (limit: number): ServiceVerdict => judgeService([p99, throughput(limit)], how, cases)[1]!;
    expect(judge(450)).toMatchObject({ verdict: 'kept', measured: { batch: 8 } });
    expect(judge(900)).toMatchObject({ verdict: 'broken' });
    const broken = judgeService([p99, throughput(1)], how, [alone(64, 0.06)])[1];
    expect(broken?.reason).toBe('Every case that was measured breaks a promised latency.');
  });

  it('memory: the case that takes most', () => {
    const big = caseOf([0.01], 2000, { batch: 8, memory: { peak: 3e9, library: 1e8 } });
    const limit: Objective = { metric: 'memory', comparison: '<', limit: 2e9 };
    expect(judgeOne(limit, { ...served, batch: 8 }, alone(1, 0.01), big).verdict).toBe('broken');
    expect(judgeOne(limit, served, alone(1, 0.01), big).verdict).toBe('kept');
  });

  it('nothing: says what to measure', () => {
    expect(judgeOne(p99, served, alone(8, 0.01)).reason).toBe(
      'Nothing was measured with a batch of 1: measure it with --batch 1.',
    );
    expect(judgeOne({ ...p99, metric: 'availability' }, served, alone(1, 0.01)).verdict).toBe('unmeasured');
    expect(judgeOne({ ...p99, metric: 'cost' }, served).verdict).toBe('unmeasured');
  });
});

describe('one model alone', () => {
  it('does not keep the promise of an ensemble, but may break it', () => {
    expect(judgeOne(p99, { ...served, models: 2 }, alone(1, 0.005)).verdict).toBe('undecided');
    expect(judgeOne(p99, { ...served, models: 2 }, alone(1, 0.05)).verdict).toBe('broken');
  });

  it('does not break the throughput of several copies', () => {
    const one = judgeOne(throughput(500), { ...served, copies: 2, replicas: 3 }, alone(1, 0.01));
    expect(one.verdict).toBe('undecided');
    expect(one.reason).toContain('that is one copy, and there may be 6');
    expect(judgeOne(throughput(500), served, alone(1, 0.01)).verdict).toBe('broken');
  });
});

describe('a promised score', () => {
  const promise = (limit: number): Objective => ({ metric: 'accuracy', comparison: '>=', limit });
  const score = (value: number, rows: number) => [{ metric: 'accuracy', value, rows }];

  it('is kept or broken when the whole interval is on one side', () => {
    expect(judgeScore(promise(0.9), score(0.95, 1000))).toMatchObject({ verdict: 'kept' });
    expect(judgeScore(promise(0.98), score(0.95, 1000))).toMatchObject({ verdict: 'broken' });
    // Wilson's interval of 95 of 100 is 0.8882 to 0.9785.
    expect(judgeScore(promise(0.9), score(0.95, 100))?.reason).toBe(
      'accuracy is 0.95 (95 %: 0.8882 to 0.9785) on 100 rows: the interval holds the limit >= 0.9. More rows narrow it.',
    );
  });

  it('without chance is judged as it is; without a score not at all', () => {
    const rmse = [{ metric: 'rmse', value: 0.31, rows: 10 }];
    expect(judgeScore({ metric: 'rmse', comparison: '<', limit: 0.3 }, rmse)?.verdict).toBe('broken');
    expect(judgeScore(promise(0.9), rmse)).toBeUndefined();
    expect(judgeScore(promise(0.9), score(1, 0))?.verdict).toBe('undecided');
  });
});
