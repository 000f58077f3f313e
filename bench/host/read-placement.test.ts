import { describe, expect, it } from 'vitest';
import { refuseFallback } from './prove-placement.ts';
import { readPlacement } from './read-placement.ts';

describe('the placement in a profile', () => {
  const node = (name: string, provider: string, ts: number, dur: number): object => ({
    cat: 'Node',
    name: `${name}_kernel_time`,
    ts,
    dur,
    args: { op_name: name.split('_')[0], provider },
  });
  const run = (ts: number): object => ({ cat: 'Session', name: 'model_run', ts, dur: 90 });
  // As ONNX Runtime writes it: a run's own event comes behind those of its nodes.
  const profile = JSON.stringify([
    { cat: 'Session', name: 'session_initialization', ts: 0, dur: 5 },
    node('Gemm_0', 'WebGpuExecutionProvider', 110, 2_000_000),
    node('Shape_1', 'CPUExecutionProvider', 120, 7),
    run(100),
    node('Gemm_0', 'WebGpuExecutionProvider', 210, 30),
    node('Gemm_2', 'WebGpuExecutionProvider', 220, 50),
    node('Shape_1', 'CPUExecutionProvider', 230, 10),
    run(200),
    node('Gemm_0', 'WebGpuExecutionProvider', 310, 50),
    node('Shape_1', 'CPUExecutionProvider', 330, 20),
    run(300),
  ]);

  it('counts nodes once, and leaves the first run out of the times', () => {
    const placement = readPlacement(profile);
    expect(placement.nodes.map(({ provider, nodes }) => [provider, nodes])).toEqual([
      ['WebGpuExecutionProvider', 2],
      ['CPUExecutionProvider', 1],
    ]);
    expect(placement.nodes[0]?.seconds).toBeCloseTo(65e-6, 12);
    expect(placement.nodes[1]?.seconds).toBeCloseTo(15e-6, 12);
    expect(placement.operators.map(({ operator, count }) => [operator, count])).toEqual([
      ['Gemm', 2],
      ['Shape', 1],
    ]);
  });

  it('with nodes of the provider is a proof, also of a part', () => {
    expect(() => refuseFallback('webgpu', readPlacement(profile))).not.toThrow();
    expect(() => refuseFallback('cpu', readPlacement(profile))).not.toThrow();
  });

  it('without nodes of the provider is a fallback', () => {
    const expected = expect.objectContaining({ code: 'provider/fallback' }) as Error;
    expect(() => refuseFallback('cuda', readPlacement(profile))).toThrow(expected);
    const onlyCopies = JSON.stringify([run(0), node('MemcpyFromHost_0', 'CUDAExecutionProvider', 1, 1)]);
    expect(() => refuseFallback('cuda', readPlacement(onlyCopies))).toThrow(expected);
    expect(() => refuseFallback('own-accelerator', readPlacement('[]'))).toThrow(expected);
  });
});
