import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runBenchmark, type BenchmarkRequest } from '../../bench/index.ts';
import { inspectFile } from '../../cli/inspect/inspect-file.ts';
import type { Inspection } from '../../cli/inspect/inspection.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool as realModels } from '../../tools/setup/tools/real-models.ts';
import { lstm, resnet18, transformerBlock, writeLargeModel } from './made-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon models 模型 '));
afterAll(() => rmSync(folder, { recursive: true }));

/** The pinned Node, which runs TypeScript: the one that runs the tests may be older. */
const runtime = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
const ENGINES = ['ort-ffi', 'ort-node'] as const;
const brief = {
  warmupAtLeast: 0.02,
  warmupAtMost: 0.2,
  warmupSlice: 0.01,
  slice: 0.02,
  slices: 3,
  samples: 5,
  measureAtMost: 0.5,
};

async function inspect(
  path: string,
  { batch = 1, dimensions = {} }: { batch?: number; dimensions?: Record<string, number> } = {},
): Promise<Inspection> {
  const request = { file: basename(path), batch, dimensions };
  const read = await inspectFile(path, request, new AbortController().signal);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.inspection;
}

/** Runs a model a few times on each engine; an engine that this machine lacks is named by its problem. */
async function benchmarkOnAll(request: Omit<BenchmarkRequest, 'engine'>): Promise<void> {
  for (const engine of ENGINES) {
    const outcome = await runBenchmark(
      { method: brief, threads: 1, ...request, engine },
      { runtime, lockPath: join(folder, 'lock') },
    );
    if ('problem' in outcome)
      throw new Error(`${engine}: ${outcome.problem.code}: ${outcome.problem.message}`);
    expect(outcome.result.machine.engine, request.model).toBe(engine);
    for (const each of outcome.result.cases) expect(each.samples, engine).toBeGreaterThan(0);
  }
}

const made = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe('a ResNet-18', () => {
  const path = made('resnet18.onnx', resnet18());

  it('has the weights and the arithmetic that the literature says', async () => {
    const { parameters, flops, batchAxis, bytes } = await inspect(path);
    // 11.69 million with batch norm, whose scale and shift are folded into 4,800 biases here.
    expect(parameters).toBe(11_684_712);
    expect(bytes).toBeGreaterThan(4 * parameters);
    // 1.82 billion multiply-adds for an image of 224 by 224.
    expect(flops!.flops / 2e9).toBeCloseTo(1.82, 1);
    expect(flops).toMatchObject({ counted: 21, unknown: [], assumed: [] });
    expect(batchAxis).toEqual({
      dimension: 'batch',
      inputs: ['image'],
      outputs: ['scores'],
      confidence: 'sure',
    });
    expect((await inspect(path, { batch: 4 })).flops!.flops).toBe(4 * flops!.flops);
  });

  it('runs', () => benchmarkOnAll({ model: path }));
});

describe('a block of a transformer', () => {
  const width = 384;
  const sequence = 128;
  const files = {
    float: made('block.onnx', transformerBlock()),
    int8: made('block-int8.onnx', transformerBlock({ quantised: true })),
  };

  it('has the arithmetic of its formula, in floats and in eight bits', async () => {
    const layers = 2 * sequence * (4 * width ** 2 + 2 * width * 4 * width);
    const attention = 4 * sequence ** 2 * width;
    for (const path of Object.values(files)) {
      const { flops, inputLimits, providers } = await inspect(path, { dimensions: { sequence } });
      expect(flops, path).toMatchObject({ flops: layers + attention, counted: 8, unknown: [], assumed: [] });
      expect(inputLimits).toEqual({ ids: expect.objectContaining({ low: 0, high: 999 }) as object });
      expect(providers.find(({ provider }) => provider === 'cpu')!.missing).toEqual([]);
    }
  });

  it('is smaller in eight bits, and says which operators a provider lacks', async () => {
    const int8 = await inspect(files.int8);
    expect(statSync(files.int8).size).toBeLessThan(statSync(files.float).size / 2);
    expect(int8.weightBytes['int8']).toBe(12 * width ** 2);
    expect(int8.operators['ai.onnx']).toMatchObject({ MatMulInteger: 6, MatMul: 2 });
    const webgpu = int8.providers.find(({ provider }) => provider === 'webgpu');
    expect(webgpu!.missing.map(({ operator }) => operator)).toContain('MatMulInteger');
  });

  it('is the same each time it is made', () => {
    const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(hash(transformerBlock({ width: 24 }))).toBe(hash(transformerBlock({ width: 24 })));
  });

  it('runs, in floats and in eight bits', async () => {
    for (const model of Object.values(files))
      await benchmarkOnAll({ model, batches: [2], dimensions: { sequence: 32 } });
  });
});

describe('an LSTM', () => {
  const path = made('lstm.onnx', lstm());

  it('is counted by its steps', async () => {
    const { flops } = await inspect(path, { batch: 3, dimensions: { sequence: 20 } });
    expect(flops!.byOperator).toEqual([
      { operator: 'LSTM', flops: 2 * 3 * 20 * 4 * 128 * (64 + 128), nodes: 1 },
      { operator: 'MatMul', flops: 2 * 3 * 128 * 10, nodes: 1 },
    ]);
  });

  it('runs', () => benchmarkOnAll({ model: path, batches: [4], dimensions: { sequence: 16 } }));
});

describe('a model over 2 GB with external data', () => {
  it('is inspected without its weights being read', async () => {
    const path = join(folder, 'large.onnx');
    const { weightBytes } = writeLargeModel(path);
    const inspection = await inspect(path);
    expect(inspection.externalFiles).toEqual([
      { location: 'large weights.bin', tensors: 1, bytes: weightBytes },
    ]);
    expect(inspection.weightBytes).toEqual({ float32: weightBytes });
    expect(inspection.bytes).toBeLessThan(1000);
    expect(inspection.flops!.flops).toBe(weightBytes / 2);
  });

  it('runs in a long run', async (context) => {
    if (process.env['TENON_LARGE_MODELS'] === undefined)
      return context.skip('takes gigabytes of memory: set TENON_LARGE_MODELS=1');
    await benchmarkOnAll({ model: join(folder, 'large.onnx') });
  }, 600_000);
});

await describeWithTool(
  'models of others',
  realModels,
  ({ speech, speechLegacy, textDetection, textDirection }) => {
    const window = { dimensions: { 'input[1]': 512, sequence: 512 } };

    it('speech activity: branches, recurrent layers, and a sample rate that the graph knows', async () => {
      const inspection = await inspect(speech, window);
      expect(inspection.opsets).toEqual({ 'ai.onnx': 16 });
      expect(inspection.bodyOperators).toMatchObject({ LSTM: 4, If: 24 });
      expect(inspection.inputLimits).toMatchObject({ sr: { low: 16_000, high: 16_000 } });
      expect(inspection.constants.numbers).toBeGreaterThan(500_000);
      expect(inspection.flops!.flops).toBeGreaterThan(1e6);
      expect(inspection.flops!.notes).toEqual([
        'Of the branches of an If the one with more arithmetic is counted.',
      ]);
      expect((await inspect(speechLegacy, window)).initializers).toBe(69);
    });

    it('text detection: images of a size that is left open', async () => {
      const { flops, constants, batchAxis } = await inspect(textDetection);
      expect(flops!.shapes).toEqual({ x: [1, 3, 224, 224] });
      expect(flops!.assumed).toHaveLength(2);
      expect(flops).toMatchObject({ counted: 64, unknown: [] });
      expect(constants.numbers).toBe(1_171_841);
      expect(batchAxis).toMatchObject({ inputs: ['x'], confidence: 'guess' });
    });

    it('run as they are', async () => {
      await benchmarkOnAll({ model: speech, ...window });
      await benchmarkOnAll({ model: textDetection });
      const line = { 'p2o.DynamicDimension.1': 48, 'p2o.DynamicDimension.2': 192 };
      await benchmarkOnAll({ model: textDirection, batches: [1, 6], dimensions: line });
    });
  },
);
