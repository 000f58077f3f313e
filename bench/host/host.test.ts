import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { locateLibrary } from './ort-ffi/library-location.ts';
import { readTensorFile } from './tensor-file.ts';
import { fixture, messagesOf, mlpInput, runPlan, type PlanRun } from './testing/run-plan.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon host 测 '));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const engines = ['ort-ffi', 'ort-node'] as const;

describe('the engine of a child', () => {
  it('is the best one, and its library is told', async () => {
    const run = await runPlan({});
    expect(run.problem).toBeUndefined();
    const sha256 = createHash('sha256').update(readFileSync(locateLibrary())).digest('hex');
    expect(messagesOf(run, 'engine')).toEqual([
      { type: 'engine', name: 'ort-ffi', version: expect.stringMatching(/^1\.\d+/) as string, sha256 },
    ]);
  });

  it('falls back, and says why', async () => {
    vi.stubEnv('TENON_ORT_LIBRARY', join(folder, 'nothing.so'));
    const run = await runPlan({});
    expect(run.problem).toBeUndefined();
    const fallbackReason = expect.stringContaining('nothing.so') as string;
    expect(messagesOf(run, 'engine')).toMatchObject([{ name: 'ort-node', fallbackReason }]);
  });

  it('does not fall back from one that is asked for', async () => {
    vi.stubEnv('TENON_ORT_LIBRARY', join(folder, 'nothing.so'));
    const { problem } = await runPlan({ engine: 'ort-ffi' });
    expect(problem).toMatchObject({ code: 'engine/unavailable', phase: 'import' });
  });
});

describe('scenarios', () => {
  it('concurrency runs beside each other', async () => {
    const scenario = { kind: 'concurrency', concurrency: 6 } as const;
    const run = await runPlan({ cases: [{ batch: 1, tensors: [mlpInput], scenario }] });
    expect(run.problem).toBeUndefined();
    const runs = messagesOf(run, 'slice').flatMap(({ nanoseconds }) => nanoseconds);
    expect(runs.length).toBeGreaterThanOrEqual(20);
    expect(messagesOf(run, 'measured')).toHaveLength(1);
  });

  it('server counts from the planned arrival, and idle time counts for the rate', async () => {
    const rate = 400;
    const scenario = { kind: 'server', rate, seed: '9' } as const;
    const method = { warmupAtLeast: 0, warmupAtMost: 0, warmupSlice: 0, warmupSliceRuns: 1, slice: 0.05 };
    const run = await runPlan({
      cases: [{ batch: 2, tensors: [{ ...mlpInput, shape: [2, 13] }], scenario }],
      method: { ...method, samples: 150, slices: 4, measureAtMost: 20 },
    });
    expect(run.problem).toBeUndefined();
    const slices = messagesOf(run, 'slice');
    const seconds = slices.reduce((sum, { elapsed }) => sum + elapsed, 0);
    const served = slices.reduce((sum, { nanoseconds }) => sum + nanoseconds.length, 0);
    // Two items in each request; the model is far faster than they come. Four standard errors wide.
    expect(Math.abs(served - (seconds * rate) / 2)).toBeLessThan(4 * Math.sqrt(served) + 1);
    expect(slices.at(-1)?.waiting).toBeDefined();
  });

  it('server that is asked for too much says who waits, and ends', async () => {
    const scenario = { kind: 'server', rate: 5e6, seed: '9' } as const;
    const method = { warmupAtLeast: 0, warmupAtMost: 0, warmupSlice: 0, warmupSliceRuns: 1, slice: 0.02 };
    const run = await runPlan({
      cases: [{ batch: 1, tensors: [mlpInput], scenario }],
      method: { ...method, samples: 1e9, slices: 1, measureAtMost: 0.2 },
    });
    expect(run.problem).toBeUndefined();
    const slices = messagesOf(run, 'slice');
    const median = ({ nanoseconds }: { nanoseconds: readonly number[] }): number =>
      nanoseconds[Math.floor(nanoseconds.length / 2)] ?? 0;
    expect(slices.at(-1)?.waiting).toBeGreaterThan(0);
    expect(median(slices.at(-1)!)).toBeGreaterThan(median(slices[0]!));
  });

  it.each([
    { kind: 'concurrency', concurrency: 2 },
    { kind: 'server', rate: 10, seed: '1' },
  ] as const)('$kind needs the engine that can do it', async (scenario) => {
    const { problem } = await runPlan({
      engine: 'ort-node',
      cases: [{ batch: 1, tensors: [mlpInput], scenario }],
    });
    expect(problem).toMatchObject({ code: 'engine/unavailable' });
  });

  it('server at a rate of nothing is refused', async () => {
    const scenario = { kind: 'server', rate: 0, seed: '1' } as const;
    const { problem } = await runPlan({ cases: [{ batch: 1, tensors: [mlpInput], scenario }] });
    expect(problem).toMatchObject({ code: 'run/failed', phase: 'measure' });
  });
});

describe('outputs', () => {
  it('are written where they are wanted, the same by both engines', async () => {
    const written = [];
    for (const engine of engines) {
      const wantsOutputs = join(folder, `outputs ${engine}`);
      const run = await runPlan({ engine, cases: [{ batch: 1, tensors: [mlpInput], wantsOutputs }] });
      expect(run.problem).toBeUndefined();
      const sha256 = createHash('sha256').update(readFileSync(wantsOutputs)).digest('hex');
      expect(messagesOf(run, 'outputs')).toEqual([{ type: 'outputs', path: wantsOutputs, sha256 }]);
      written.push(readTensorFile(wantsOutputs));
    }
    expect(written[0]).toMatchObject([[{ name: 'probability', dtype: 'float32', shape: [1, 1] }]]);
    expect(written[1]).toEqual(written[0]);
  });

  it('that cannot be written are a problem', async () => {
    const wantsOutputs = join(folder, 'nowhere', 'outputs');
    const { problem } = await runPlan({ cases: [{ batch: 1, tensors: [mlpInput], wantsOutputs }] });
    expect(problem).toMatchObject({ code: 'run/failed', phase: 'outputs' });
  });
});

describe('inputs of several batches', () => {
  it('are all run, and all hashed', async () => {
    const path = join(folder, 'rows');
    const rows = Float32Array.from({ length: 3 * 13 }, (_, index) => index / 10);
    writeFileSync(path, rows);
    const parts = [0, 1, 2].map((index) => ({ offset: index * 52, bytes: 52 }));
    const run = (used: typeof parts, wantsOutputs: string): Promise<PlanRun> => {
      const fill = { kind: 'stored', from: 'rows', name: 'rows', path, parts: used } as const;
      return runPlan({ cases: [{ batch: 1, tensors: [{ ...mlpInput, fill }], wantsOutputs }] });
    };
    const all = await run(parts, join(folder, 'all'));
    expect(all.problem).toBeUndefined();
    const together = readTensorFile(join(folder, 'all'));
    expect(together).toHaveLength(3);
    const last = await run(parts.slice(2), join(folder, 'last'));
    expect(readTensorFile(join(folder, 'last'))).toEqual(together.slice(2));
    const two = await run(parts.slice(0, 2), join(folder, 'two'));
    const hashes = [all, last, two].map((each) => messagesOf(each, 'bound')[0]?.inputHash);
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('placement', () => {
  it.each(engines)('is proven from a profile by %s, and leaves no file behind', async (engine) => {
    vi.stubEnv('TMPDIR', folder);
    const before = readdirSync(folder);
    const run = await runPlan({ engine, profile: true });
    expect(run.problem).toBeUndefined();
    const [placement] = messagesOf(run, 'placement');
    expect(placement?.nodes).toMatchObject([{ provider: 'CPUExecutionProvider', nodes: 2 }]);
    expect(placement?.operators).toMatchObject([{ operator: 'FusedGemm', count: 2 }]);
    expect(placement?.operators[0]?.seconds).toBeGreaterThan(0);
    expect(messagesOf(run, 'slice')).toEqual([]);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('options', () => {
  it('free dimensions are fixed while the model loads', async () => {
    const run = await runPlan({ dimensions: { batch: 3 } });
    expect(run.problem).toMatchObject({ code: 'input/shape', phase: 'first' });
  });

  it('free dimensions are not ignored by an engine that cannot fix them', async () => {
    const { problem } = await runPlan({ engine: 'ort-node', dimensions: { batch: 1 } });
    expect(problem).toMatchObject({ code: 'engine/unavailable', phase: 'load' });
  });

  it('optimisation reaches the model', async () => {
    const run = await runPlan({ optimisation: 'none', profile: true });
    expect(messagesOf(run, 'placement')[0]?.nodes[0]?.nodes).toBe(4);
  });

  it('a model path is never a command', async () => {
    const model = join(folder, '$(touch pwned); `touch pwned` "x".onnx');
    const { problem } = await runPlan({ model });
    expect(problem).toMatchObject({ code: 'model/refused', phase: 'load' });
    expect(readdirSync(folder)).not.toContain('pwned');
    expect((await runPlan({ model: fixture('mlp.onnx') })).problem).toBeUndefined();
  });
});
