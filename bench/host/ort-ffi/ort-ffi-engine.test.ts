import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onnxModel } from '../../fixtures/onnx-writer.ts';
import { message } from '../../fixtures/protobuf-writer.ts';
import { fillTensors, type FilledTensor } from '../../inputs/fill-tensors.ts';
import type { InputTensor } from '../../inputs/input-plan.ts';
import type { Engine } from '../engine.ts';
import { openOrtNode } from '../ort-node-engine.ts';
import { openOrtFfi } from './open-ort-ffi.ts';
import { OrtError } from './ort-api.ts';

// Sound models only: what may break the process is tested in child processes.
const folder = mkdtempSync(join(tmpdir(), 'tenon ffi 测 '));
const fixtures = join(import.meta.dirname, '..', '..', 'fixtures');
const opened: Engine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});
beforeEach(() => vi.stubEnv('ORT_DISABLE_TELEMETRY', '1'));
afterAll(() => rmSync(folder, { recursive: true }));

const once = { atLeast: 0, runs: 1, atMost: 0 };

async function open(make: () => Promise<Engine> = openOrtFfi): Promise<Engine> {
  const engine = await make();
  opened.push(engine);
  return engine;
}

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function outputsOf(
  engine: Engine,
  model: string,
  inputs: readonly FilledTensor[],
): Promise<readonly FilledTensor[]> {
  await engine.load({ model, provider: 'cpu' });
  engine.bind(inputs);
  await engine.runSlice(once);
  return engine.outputs();
}

const features: InputTensor = {
  name: 'features',
  dtype: 'float32',
  shape: [3, 13],
  fill: { kind: 'normal' },
};
const zeroOrOne = { kind: 'integers', low: 0, high: 1 } as const;

describe('outputs', () => {
  it.each<[string, readonly InputTensor[]]>([
    ['mlp.onnx', [features]],
    ['half.onnx', [{ name: 'x', dtype: 'float16', shape: [2, 8], fill: { kind: 'normal' } }]],
    ['external.onnx', [{ name: 'x', dtype: 'float32', shape: [5, 8], fill: { kind: 'normal' } }]],
    [
      'tokens.onnx',
      [
        { name: 'ids', dtype: 'int64', shape: [2, 4], fill: zeroOrOne },
        { name: 'mask', dtype: 'int32', shape: [2, 4], fill: zeroOrOne },
        { name: 'flag', dtype: 'bool', shape: [1], fill: zeroOrOne },
      ],
    ],
  ])('of %s are those of the other engine', async (name, tensors) => {
    const inputs = fillTensors(tensors, 7n);
    const ours = await outputsOf(await open(), join(fixtures, name), inputs);
    const theirs = await outputsOf(await open(openOrtNode), join(fixtures, name), inputs);
    expect(ours).toEqual(theirs.map((tensor) => ({ ...tensor, shape: [...tensor.shape] })));
    expect(ours[0]?.data).not.toHaveLength(0);
  });

  it.each<[dtype: string, code: number, data: FilledTensor['data'], shape: readonly number[]]>([
    ['uint8', 2, Uint8Array.of(0, 255), [2]],
    ['int8', 3, Int8Array.of(-128, 127), [2]],
    ['uint16', 4, Uint16Array.of(0, 65_535), [2]],
    ['int16', 5, Int16Array.of(-32_768, 3), [2]],
    ['int32', 6, Int32Array.of(-1, 7), [2]],
    ['int64', 7, BigInt64Array.of(-(2n ** 62n), 5n), [2]],
    ['string', 8, ['', 'naïve 测试'], [2]],
    ['bool', 9, Uint8Array.of(1, 0), [2]],
    ['float16', 10, Uint16Array.of(0x3c00, 0x8000), [2]],
    ['float64', 11, Float64Array.of(Math.PI, -0), [2]],
    ['uint32', 12, Uint32Array.of(0, 2 ** 32 - 1), [2]],
    ['uint64', 13, BigUint64Array.of(2n ** 64n - 1n, 0n), [2]],
    ['bfloat16', 16, Uint16Array.of(0x3f80, 0xbf80), [2]],
    ['float8e4m3fn', 17, Uint8Array.of(0x38, 0xb8), [2]],
    ['float32', 1, Float32Array.of(1.5), []],
    ['float32', 1, new Float32Array(0), [0, 4]],
  ])('keep every bit of %s (%i)', async (dtype, code, data, shape) => {
    const value = (name: string): { name: string; type: number; shape: readonly number[] } => ({
      name,
      type: code,
      shape,
    });
    // The output is computed by a node: a graph without one has nothing to run.
    const node = { operator: 'Identity', inputs: ['x'], outputs: ['y'] };
    const model = write(`${dtype}-${shape.length}.onnx`, onnxModel([node], [value('x')], [value('y')]));
    const outputs = await outputsOf(await open(), model, [{ name: 'x', dtype, shape, data }]);
    expect(outputs).toEqual([{ name: 'y', dtype, shape, data }]);
  });

  it('pack two numbers of four bits into a byte, the first one low', async () => {
    const cast = (to: number): Uint8Array => {
      const node = { operator: 'Cast', inputs: ['x'], outputs: ['y'], integers: { to } };
      const [int8, int4] = [3, 22];
      const x = { name: 'x', type: to === int4 ? int8 : int4, shape: [3] };
      return onnxModel([node], [x], [{ name: 'y', type: to, shape: [3] }]);
    };
    const wide = { dtype: 'int8', shape: [3], data: Int8Array.of(1, -1, 7) };
    const packed = { dtype: 'int4', shape: [3], data: Uint8Array.of(0xf1, 0x07) };
    const widened = await outputsOf(await open(), write('widen.onnx', cast(3)), [{ name: 'x', ...packed }]);
    expect(widened).toEqual([{ name: 'y', ...wide }]);
    const narrowed = await outputsOf(await open(), write('narrow.onnx', cast(22)), [{ name: 'x', ...wide }]);
    expect(narrowed).toEqual([{ name: 'y', ...packed }]);
  });

  it('are read where memory of the library cannot be looked into', async () => {
    const versions = process.versions as Record<string, string | undefined>;
    Object.defineProperty(process, 'versions', { value: { ...versions, electron: '40.0.0' } });
    try {
      const [output] = await outputsOf(await open(), join(fixtures, 'mlp.onnx'), fillTensors([features], 7n));
      expect(output?.data).toHaveLength(3);
    } finally {
      Object.defineProperty(process, 'versions', { value: versions });
    }
  });

  it('may have other shapes in each run', async () => {
    const nodes = [
      { operator: 'RandomNormalLike', inputs: ['x'], outputs: ['random'] },
      { operator: 'Relu', inputs: ['random'], outputs: ['positive'] },
      { operator: 'NonZero', inputs: ['positive'], outputs: ['places'] },
    ];
    const places = { name: 'places', type: 7, shape: [1, 'count'] };
    const model = write('random.onnx', onnxModel(nodes, [{ name: 'x', type: 1, shape: [64] }], [places]));
    const engine = await open();
    await engine.load({ model, provider: 'cpu' });
    engine.bind([{ name: 'x', dtype: 'float32', shape: [64], data: new Float32Array(64) }]);
    const counts = new Set<number | undefined>();
    for (let round = 0; round < 10; round++) {
      await engine.runSlice({ atLeast: 0, runs: 5, atMost: 60 });
      counts.add((await engine.outputs())[0]?.shape[1]);
    }
    expect(counts.size).toBeGreaterThan(1);
    expect(
      (await engine.runConcurrent!(2, { atLeast: 0, runs: 20, atMost: 60 })).nanoseconds.length,
    ).toBeGreaterThan(19);
  });

  it('that are no tensors are refused', async () => {
    // onnxModel writes tensors only: here the output is a sequence of float tensors.
    const tensor = message([1, message([1, 1])]);
    const x = message([1, 'x'], [2, tensor]);
    const list = message([1, 'list'], [2, message([4, message([1, tensor])])]);
    const node = message([1, 'x'], [2, 'list'], [4, 'SequenceConstruct']);
    const graph = message([1, node], [2, 'sequence'], [11, x], [12, list]);
    const model = write('sequence.onnx', message([1, 8], [7, graph], [8, message([2, 13])]));
    const data = Float32Array.of(1);
    const running = outputsOf(await open(), model, [{ name: 'x', dtype: 'float32', shape: [1], data }]);
    await expect(running).rejects.toThrow(/"list" is no tensor/);
  });
});

describe('loading', () => {
  it('fixes free dimensions', async () => {
    const engine = await open();
    await engine.load({ model: join(fixtures, 'mlp.onnx'), provider: 'cpu', dimensions: { batch: 4 } });
    engine.bind(fillTensors([features], 7n));
    await expect(engine.runSlice(once)).rejects.toThrow(/invalid dimensions/i);
    engine.bind(fillTensors([{ ...features, shape: [4, 13] }], 7n));
    await engine.runSlice(once);
  });

  it('optimises as far as it is told, and profiles', async () => {
    const operators = async (optimisation: 'none' | 'all'): Promise<string> => {
      const engine = await open();
      const profile = join(folder, `profile ${optimisation}`);
      await engine.load({ model: join(fixtures, 'mlp.onnx'), provider: 'cpu', optimisation, profile });
      engine.bind(fillTensors([features], 7n));
      await engine.runSlice(once);
      const path = (await engine.endProfile?.()) ?? '';
      const { readPlacement } = await import('../read-placement.ts');
      const { readFileSync } = await import('node:fs');
      return readPlacement(readFileSync(path, 'utf8'))
        .operators.map(({ operator, count }) => `${count} ${operator}`)
        .sort()
        .join(', ');
    };
    expect(await operators('none')).toBe('1 Relu, 1 Sigmoid, 2 Gemm');
    expect(await operators('all')).toBe('2 FusedGemm');
  });

  it.each([
    ['a file that is not there', 'nothing.onnx', /nothing\.onnx/],
    ['an unknown operator', 'unknown-operator.onnx', /Flux/],
    ['an operator set of the future', 'future-opset.onnx', /opset/i],
  ])('%s is an error in words', async (_, name, words) => {
    const engine = await open();
    const loading = engine.load({ model: join(fixtures, name), provider: 'cpu' });
    await expect(loading).rejects.toThrow(OrtError);
    await expect(loading).rejects.toThrow(words);
  });

  it('refuses data that do not fill their shape', async () => {
    const engine = await open();
    await engine.load({ model: join(fixtures, 'mlp.onnx'), provider: 'cpu' });
    const data = new Float32Array(3);
    expect(() => engine.bind([{ name: 'features', dtype: 'float32', shape: [1, 13], data }])).toThrow(
      /13 elements/,
    );
    await expect(engine.runSlice(once)).rejects.toThrow(/Inputs have to be bound/);
  });
});

describe('runs', () => {
  async function ready(): Promise<Engine> {
    const engine = await open();
    await engine.load({ model: join(fixtures, 'mlp.onnx'), provider: 'cpu', threads: 1 });
    engine.bind(fillTensors([features], 7n));
    return engine;
  }

  it('go on until there are enough', async () => {
    const engine = await ready();
    const { nanoseconds, elapsed } = await engine.runSlice({ atLeast: 0, runs: 50, atMost: 60 });
    expect(nanoseconds).toHaveLength(50);
    const sum = nanoseconds.reduce((total, each) => total + each, 0) / 1e9;
    expect(sum).toBeLessThanOrEqual(elapsed + 1e-6 * nanoseconds.length);
  });

  it('run beside each other on one session, and give the same outputs', async () => {
    const engine = await ready();
    await engine.runSlice(once);
    const alone = await engine.outputs();
    const { nanoseconds } = await engine.runConcurrent!(4, { atLeast: 0, runs: 40, atMost: 60 });
    expect(nanoseconds.length).toBeGreaterThanOrEqual(40);
    expect(await engine.outputs()).toEqual(alone);
  });

  it('beside each other need threads to wait on', async () => {
    const engine = await ready();
    await expect(engine.runConcurrent!(1_000, once)).rejects.toThrow(/UV_THREADPOOL_SIZE/);
  });

  it('in an open loop count the time that they wait', async () => {
    const engine = await ready();
    // All come at once, a second ago: each waits for those before it, and for that second.
    const origin = performance.now() - 1_000;
    const served = await engine.runAt!([0, 0, 0, 0], { origin, atMost: 60 });
    expect(served.nanoseconds).toHaveLength(4);
    expect(served.nanoseconds[0]).toBeGreaterThan(1e9);
    expect(served.nanoseconds).toEqual([...served.nanoseconds].sort((a, b) => a - b));
    expect(served.waiting).toBe(0);
  });

  it('in an open loop stop when the time is up, and say how many wait', async () => {
    const engine = await ready();
    const served = await engine.runAt!([0, 0, 0], { origin: performance.now() - 1_000, atMost: 0 });
    expect(served).toMatchObject({ nanoseconds: [], waiting: 3 });
  });

  it('in an open loop wait for those who come later', async () => {
    const engine = await ready();
    const origin = performance.now();
    const { elapsed } = await engine.runAt!([0, 0.02], { origin, atMost: 60 });
    expect(elapsed).toBeGreaterThanOrEqual(0.019);
  });
});
