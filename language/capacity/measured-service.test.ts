import { describe, expect, it } from 'vitest';
import type { MeasuredFact } from '../project/facts.ts';
import { factsOf } from '../rules/testing/facts.ts';
import { measuredService } from './measured-service.ts';
import { servingTime } from './serving-time.ts';
import { viewOf } from './testing/view-of.ts';

const net = (name: string): string =>
  `model ${name} { artifact: onnx("${name}.onnx"), input x : float32[batch, 3], output y : float32[batch, 1] }\n`;

/** Seconds of a run by batch. */
const fact = (runs: Readonly<Record<number, number>>): MeasuredFact => ({
  measurements: [
    {
      subject: 'shop.a',
      sha256: 'abcdef0123456789',
      measuredAt: '2026-11-20T08:00:00Z',
      tool: 'tenon bench',
      machine: { id: 'm', name: 'Xeon', host: 'h', provider: 'cpu' },
      points: Object.entries(runs).map(([batch, mean]) => ({
        scenario: 'single-stream',
        batch: Number(batch),
        parallel: 1,
        latency: { mean, p99: mean },
        throughput: Number(batch) / mean,
      })),
    },
  ],
  stale: [],
});

const STALE: MeasuredFact = {
  measurements: [],
  stale: [{ subject: 'shop.a', sha256: '1234567890', measuredAt: '2026-11-18' }],
};

function found(service: string, facts: Readonly<Record<string, MeasuredFact>>) {
  const signature = { inputs: [], outputs: [] };
  const view = viewOf(`package shop\n${net('a')}${net('b')}service api { ${service} }`, {
    ...factsOf({ 'a.onnx': signature, 'b.onnx': signature }),
    measured: (path) => facts[path],
  });
  const api = view.all('service')[0]!;
  return { api, result: measuredService(view, api) };
}

describe('what was measured of a service', () => {
  it('is the fullest batch that it makes, with what the model declares', () => {
    const { result } = found('serves a on triton { instances: 3 on cpu, batch 1..8 }', {
      'a.onnx': fact({ 1: 0.001, 8: 0.004, 32: 0.02 }),
    });
    expect(result).toMatchObject({
      measured: { serviceTime: { value: 0.004 }, batch: { value: 8 }, copies: { value: 3 } },
    });
  });

  it('gives replicas: 1,000/s × 10 ms under way, 8 at a time', () => {
    const { api, result } = found('serves a on triton { batch 1..8 }\n objective { throughput > 1_000/s }', {
      'a.onnx': fact({ 1: 0.002, 8: 0.01 }),
    });
    const time = 'measured' in result ? servingTime(api, result.measured) : undefined;
    expect(time?.replicas?.result?.value).toBe(2);
    expect(time?.replicas?.bound).toBeUndefined();
  });

  it('is that of the model that limits it, when all are measured', () => {
    const steps = `input x : float32[batch, 3]
      step one = run a on x { batch 1..8 }
      step two = run b on x { batch 1..8 }`;
    const facts = { 'a.onnx': fact({ 8: 0.004 }), 'b.onnx': fact({ 8: 0.009 }) };
    expect(found(steps, facts).result).toMatchObject({ measured: { serviceTime: { value: 0.009 } } });
    expect(found(steps, { 'a.onnx': facts['a.onnx'] }).result).toEqual({
      because: 'no benchmark has measured it',
    });
  });

  it('is not used when it is of other bytes or of another device, which is said', () => {
    expect(found('serves a on triton', { 'a.onnx': STALE }).result).toEqual({
      because: 'the measurement of 2026-11-18 is of other bytes (model 12345678) and is not used',
    });
    const onGpu = found('serves a on triton { instances: 1 on gpu }', { 'a.onnx': fact({ 1: 0.001 }) });
    expect(onGpu.result).toEqual({ because: 'it was not measured on a GPU' });
  });
});
