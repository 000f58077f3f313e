import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool } from '../../tools/setup/tools/software-gpu.ts';
import { onnxModel } from '../fixtures/onnx-writer.ts';
import type { EngineName, Plan } from '../host/messages.ts';
import { readTensorFile } from '../host/tensor-file.ts';
import { fixture, messagesOf, mlpInput, pinnedNode, runPlan } from '../host/testing/run-plan.ts';
import { probeProviders } from './probe-providers.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon gpu 测 '));
afterAll(() => rmSync(folder, { recursive: true }));

await describeWithTool('WebGPU on a GPU in software', tool, ({ environment }) => {
  beforeEach(() => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());

  const webgpu: Partial<Plan> = { provider: 'webgpu' };
  const float = 1;
  const int64 = 7;
  const matrix = { name: 'x', dtype: 'float32', shape: [2, 2], fill: { kind: 'normal' } } as const;
  const x = { name: 'x', type: float, shape: [2, 2] };
  const places = { name: 'places', type: int64, shape: [2, 'count'] };
  // WebGPU has no NonZero: how much it finds is known only afterwards.
  const nonZero = (input: string): { operator: string; inputs: string[]; outputs: string[] } => ({
    operator: 'NonZero',
    inputs: [input],
    outputs: ['places'],
  });

  it('is found by the probe', async () => {
    const { providers } = await probeProviders({ runtime: pinnedNode });
    expect(providers.find(({ id }) => id === 'webgpu')).toMatchObject({ state: 'works' });
  });

  it.each<EngineName>(['ort-ffi', 'ort-node'])(
    'runs every node of a model, proven through %s',
    async (engine) => {
      const run = await runPlan({ ...webgpu, engine, profile: true });
      expect(run.problem).toBeUndefined();
      const [placement] = messagesOf(run, 'placement');
      expect(placement?.nodes.map(({ provider }) => provider)).toEqual(['WebGpuExecutionProvider']);
      expect(placement?.operators.map(({ operator }) => operator)).toContain('Gemm');
    },
  );

  it('gives the outputs of the CPU', async () => {
    const tokens = [
      { name: 'ids', dtype: 'int64', shape: [3, 7], fill: { kind: 'integers', low: 0, high: 15 } },
      { name: 'mask', dtype: 'int32', shape: [3, 7], fill: { kind: 'integers', low: 0, high: 1 } },
      { name: 'flag', dtype: 'bool', shape: [1], fill: { kind: 'integers', low: 1, high: 1 } },
    ] as const;
    const models = [
      { name: 'mlp.onnx', tensors: [{ ...mlpInput, shape: [64, 13] }] },
      { name: 'tokens.onnx', tensors: tokens },
    ];
    for (const { name, tensors } of models) {
      const values: number[][] = [];
      for (const provider of ['cpu', 'webgpu']) {
        const wantsOutputs = join(folder, provider);
        const model = fixture(name);
        const run = await runPlan({ provider, model, cases: [{ batch: 1, tensors, wantsOutputs }] });
        expect(run.problem).toBeUndefined();
        const [outputs] = readTensorFile(wantsOutputs);
        values.push(Array.from(outputs?.[0]?.data as Float32Array));
      }
      const [onCpu, onGpu] = values as [number[], number[]];
      const errors = onCpu.map(
        (value, index) => Math.abs(value - onGpu[index]!) / Math.max(1, Math.abs(value)),
      );
      expect(onCpu.length).toBeGreaterThan(10);
      expect(Math.max(...errors)).toBeLessThan(1e-3);
    }
  });

  it('is measured with times that pass the check', async () => {
    const phases: string[] = [];
    const run = await runPlan(webgpu, {
      onMessage: (message) => message.type === 'phase' && phases.push(message.phase),
    });
    expect(run.problem).toBeUndefined();
    expect(phases).toEqual(['import', 'load', 'bind', 'first', 'warmup', 'check', 'measure']);
    expect(messagesOf(run, 'slice').length).toBeGreaterThan(1);
  });

  it('runs one at a time on a session, and says so', async () => {
    const scenario = { kind: 'concurrency', concurrency: 2 } as const;
    const { problem } = await runPlan({ ...webgpu, cases: [{ batch: 1, tensors: [mlpInput], scenario }] });
    expect(problem).toMatchObject({ code: 'run/failed' });
    expect(problem?.message).toContain('one after the other');
  });

  it('that runs only a part of a model says which', async () => {
    const model = join(folder, 'part.onnx');
    const relu = { operator: 'Relu', inputs: ['x'], outputs: ['y'] };
    writeFileSync(model, onnxModel([relu, nonZero('y')], [x], [places]));
    const run = await runPlan({ ...webgpu, model, profile: true, cases: [{ batch: 1, tensors: [matrix] }] });
    expect(run.problem).toBeUndefined();
    const [placement] = messagesOf(run, 'placement');
    const where = Object.fromEntries(
      placement!.operators.map(({ operator, provider }) => [operator, provider]),
    );
    expect(where).toMatchObject({ Relu: 'WebGpuExecutionProvider', NonZero: 'CPUExecutionProvider' });
  });

  it('that runs nothing of a model is an error, and no figure', async () => {
    const model = join(folder, 'none.onnx');
    writeFileSync(model, onnxModel([nonZero('x')], [x], [places]));
    const run = await runPlan({ ...webgpu, model, profile: true, cases: [{ batch: 1, tensors: [matrix] }] });
    expect(run.problem).toMatchObject({ code: 'provider/fallback', phase: 'profile' });
    expect(run.problem?.message).toContain('CPUExecutionProvider');
    expect(messagesOf(run, 'placement')).toEqual([]);
  });
});
