import { expect, it } from 'vitest';
import { ageOf } from './age.ts';
import { deviceName, providerName } from './machine-name.ts';
import { readHistoryText } from './history-text.ts';
import type { ModelPromise } from '../verdict/judge-promise.ts';
import { verdictOf } from './promise-verdict.ts';
import { sparkline } from './sparkline.ts';
import { sampleLine, type SampleOptions } from './testing/sample-result.ts';

const casesOf = (options: SampleOptions = {}) =>
  readHistoryText(sampleLine('net', options)).results[0]!.cases;

const promise = (more: Partial<ModelPromise>): ModelPromise => ({
  measure: 'latency.p50',
  comparison: '<',
  limit: 2e-3,
  models: 1,
  copies: 1,
  ...more,
});

it('says how long ago something was', () => {
  const now = Date.parse('2026-05-10T12:00:00Z');
  const age = (at: string): string => {
    const found = ageOf(at, now);
    return found ? `${found.count} ${found.unit}` : 'now';
  };
  expect(age('2026-05-10T11:59:30Z')).toBe('now');
  expect(age('2026-05-10T11:15:00Z')).toBe('45 minute');
  expect(age('2026-05-09T06:00:00Z')).toBe('30 hour');
  expect(age('2026-05-08T11:00:00Z')).toBe('2 day');
  // A clock that was set, and a time that is none.
  expect(age('2027-01-01T00:00:00Z')).toBe('now');
  expect(age('yesterday')).toBe('now');
});

it('calls providers and processors as people do', () => {
  expect(['cpu', 'CUDAExecutionProvider', 'dml', 'MyOwnExecutionProvider'].map(providerName)).toEqual(['CPU', 'CUDA', 'DirectML', 'MyOwn']); // prettier-ignore
  const machine = { id: '', arch: '', os: '', provider: 'cpu', engine: '' };
  expect(deviceName({ ...machine, cpu: 'Intel(R) Xeon(R) Processor @ 2.60GHz' })).toBe('Intel Xeon');
  expect(deviceName({ ...machine, cpu: 'CPU' })).toBe('CPU');
  expect(deviceName({ ...machine, cpu: 'x', device: 'NVIDIA L4' })).toBe('NVIDIA L4');
});

it('draws values as bars', () => {
  expect(sparkline([1, 2, 3, 2])).toBe('▁▅█▅');
  expect(sparkline([5, 5])).toBe('▄▄');
});

it('counts lines that nobody understands, with line ends of every kind', () => {
  const text = `${sampleLine('net')}\r\n{"torn": \n\n7\n${sampleLine('other')}`;
  const { results, skipped } = readHistoryText(text);
  expect(results.map(({ subject }) => subject)).toEqual(['net', 'other']);
  expect(skipped).toBe(2);
});

it('takes a line as far as it goes, whatever is wrong in it', () => {
  const wrong = {
    subject: 'net',
    result: {
      version: 1,
      measuredAt: '2026-05-04T10:00:00.000Z',
      model: 7,
      machine: { cpu: 3, gpu: [] },
      cold: { load: 'fast' },
      placement: { nodes: [{ provider: 5 }], operators: 'none' },
      cases: [null, { batch: '1' }, { batch: 2, latency: { p50: { value: Number.NaN } }, noise: 'A', histogram: { edges: [1], counts: [1] } }],
    },
  }; // prettier-ignore
  const { results, skipped } = readHistoryText(JSON.stringify(wrong));
  expect(skipped).toBe(0);
  expect(results[0]).toMatchObject({ machine: { cpu: 'unknown' }, cold: {}, placement: [], operators: [] });
  expect(results[0]!.cases).toMatchObject([{ batch: 2, latency: {}, assumed: [] }]);
  expect(results[0]!.cases[0]).not.toHaveProperty('histogram');
});

it('breaks a promise of latency by one batch, and keeps one of throughput by one', () => {
  const cases = casesOf({ batches: [1, 8] });
  expect(verdictOf(promise({}), cases)).toMatchObject({ verdict: 'broken', batch: 8 });
  expect(verdictOf(promise({ measure: 'throughput', comparison: '>', limit: 1000 }), cases)).toMatchObject({
    verdict: 'kept',
    batch: 8,
  });
  expect(verdictOf(promise({ measure: 'throughput', comparison: '>', limit: 1e6 }), cases)).toMatchObject({
    verdict: 'broken',
  });
});

it('tells the figure that says most', () => {
  const cases = casesOf({ batches: [1, 8, 32] });
  const figure = (more: Partial<ModelPromise>): number | undefined => verdictOf(promise(more), cases).batch;
  expect(figure({ limit: 1e-3 })).toBe(1);
  expect(figure({ limit: 1 })).toBe(32);
  expect(figure({ measure: 'throughput', comparison: '>', limit: 1 })).toBe(32);
});

it('says no more than one model alone has shown', () => {
  expect(verdictOf(promise({ models: 2 }), casesOf()).reason).toContain('this is one of them');
  const throughput = { measure: 'throughput', comparison: '>', limit: 1e6, copies: 4 } as const;
  expect(verdictOf(promise(throughput), casesOf()).reason).toContain('may run 4');
  expect(verdictOf(promise({ measure: 'availability' }), casesOf()).verdict).toBe('unmeasured');
  expect(verdictOf(promise({ comparison: '==' }), casesOf()).verdict).toBe('undecided');
  expect(verdictOf(promise({}), readHistoryText(JSON.stringify({ subject: 'x', result: { version: 1, measuredAt: '2026-01-01', cases: [{ batch: 1 }] } })).results[0]!.cases).verdict).toBe('unmeasured'); // prettier-ignore
  expect(verdictOf(promise({}), casesOf({ noise: 'C' })).verdict).toBe('undecided');
});
