import { describe, expect, it } from 'vitest';
import type { FilledTensor, TensorData } from '../inputs/fill-tensors.ts';
import { float16Bits } from '../inputs/tensor-data.ts';
import { float16Value, outputErrors, type Precision } from './output-errors.ts';
import { precisionOf } from './precision.ts';
import { predictions, scores } from './scores.ts';

const tensor = (
  data: TensorData,
  dtype = 'float32',
  shape: readonly number[] = [data.length],
): FilledTensor => ({
  name: 'y',
  dtype,
  shape,
  data,
});

const compared = (a: FilledTensor, b: FilledTensor, precision: Precision = 'float32') =>
  outputErrors([a], [b], precision)[0]!;

describe('output errors', () => {
  it('are shares of the largest value, held against a tolerance by precision', () => {
    const reference = tensor(Float32Array.of(-100, 1, 2, 0));
    const near = tensor(Float32Array.of(-100, 1.05, 2, 0));
    expect(compared(reference, near)).toMatchObject({
      max: expect.closeTo(0.0005, 6) as number,
      agrees: false,
    });
    expect(compared(reference, near, 'float16').agrees).toBe(true);
    const far = tensor(Float32Array.of(-100, 31, 2, 0));
    expect(compared(reference, far, 'float16').reason).toContain(
      'off by up to 30 % of its largest value; 1 % are allowed',
    );
    expect(compared(reference, far, 'int8').agrees).toBe(false);
  });

  it('see a number where there should be none, and the other way round', () => {
    const nan = Float32Array.of(1, Number.NaN, Infinity);
    expect(compared(tensor(nan), tensor(nan.slice())).agrees).toBe(true);
    expect(compared(tensor(nan), tensor(Float32Array.of(1, 2, Infinity)), 'int8')).toMatchObject({
      max: Infinity,
      agrees: false,
    });
    expect(compared(tensor(new Float32Array(2)), tensor(new Float32Array(2))).max).toBe(0);
  });

  it('count whole numbers and texts that differ', () => {
    const reference = tensor(BigInt64Array.of(1n, 2n, 3n, 4n), 'int64');
    expect(compared(reference, tensor(BigInt64Array.of(1n, 2n, 3n, 5n), 'int64'))).toMatchObject({
      max: 0.25,
      agrees: false,
      reason: '25 % of the output y differ; 0 % may.',
    });
    expect(compared(tensor(['a'], 'string'), tensor(['a'], 'string')).agrees).toBe(true);
  });

  it('do not exist for outputs of other shapes or names', () => {
    const reference = tensor(Float32Array.of(1, 2), 'float32', [2, 1]);
    expect(compared(reference, tensor(Float32Array.of(1, 2), 'float32', [1, 2])).reason).toBe(
      'The output y has the shapes [2, 1] and [1, 2].',
    );
    expect(outputErrors([reference], [], 'float32')).toMatchObject([
      { agrees: false, reason: 'Only one of the two has the output y.' },
    ]);
  });

  it('of half precision outputs are read from their bits', () => {
    const values = [0, 1, -2.5, 65504, 0.0001, 6e-8];
    for (const value of values)
      expect(float16Value(float16Bits(value))).toBeCloseTo(value, value > 1 ? 0 : 3);
    expect(float16Value(0x7c00)).toBe(Infinity);
    expect(float16Value(0x7e01)).toBeNaN();
    expect(float16Value(1)).toBe(2 ** -24);
    const half = tensor(Uint16Array.from([1, 2], float16Bits), 'float16');
    expect(compared(tensor(Float32Array.of(1, 2)), half)).toMatchObject({ agrees: true, max: 0 });
  });
});

describe('precision of a model', () => {
  it.each([
    [{ weightBytes: { float32: 8 }, operators: { 'ai.onnx': { Gemm: 1 } } }, 'float32'],
    [{ weightBytes: { float16: 8, float32: 4 }, operators: {} }, 'float16'],
    [{ weightBytes: { float32: 8 }, operators: { 'ai.onnx': { DequantizeLinear: 1 } } }, 'int8'],
    [{ weightBytes: { int8: 8 }, operators: { 'ai.onnx': { ConvInteger: 1 } } }, 'int8'],
  ])('%j is %s', (signature, precision) => expect(precisionOf(signature)).toBe(precision));
});

describe('scores against labelled rows', () => {
  const labels = { values: [0, 1, 1, 0, 1], kind: 'class' } as const;
  const answers = (values: readonly number[], batch = 2) =>
    predictions(
      Array.from({ length: Math.ceil(values.length / batch) }, (_, part) => {
        const rows = values.slice(part * batch, (part + 1) * batch);
        // The last batch is filled up.
        while (rows.length < batch) rows.push(rows[0]!);
        return [tensor(Float32Array.from(rows), 'float32', [batch, 1])];
      }),
      batch,
      values.length,
    );

  it('find a faster model that is worse', () => {
    const found = scores(
      ['accuracy', 'auc', 'f1'],
      labels,
      answers([0.1, 0.9, 0.8, 0.2, 0.7]),
      answers([0.9, 0.9, 0.8, 0.2, 0.3]),
    );
    expect(found).toMatchObject([
      { metric: 'accuracy', base: 1, candidate: 0.6, isWorse: true },
      { metric: 'auc', base: 1, isWorse: true },
      { metric: 'f1', base: 1, isWorse: true },
    ]);
    const [, auc] = found;
    // Pairs of a row of class 1 and one of class 0 in the right order: (0.9 half, 0.9 yes), (0.8 no, yes), (0.3 no, yes).
    expect(auc?.candidate).toBeCloseTo(3.5 / 6);
  });

  it('read several values as classes, and one as a quantity', () => {
    const three = predictions([[tensor(Float32Array.of(1, 3, 2, 9, 0, 0), 'float32', [2, 3])]], 2, 2);
    expect(three).toEqual({ classes: [1, 0], values: undefined });
    const numbers = scores(['rmse'], { values: [1, 3], kind: 'number' }, answers([1, 3]), answers([2, 3]));
    expect(numbers).toMatchObject([{ metric: 'rmse', base: 0, candidate: Math.SQRT1_2, isWorse: true }]);
  });

  it('fall back to what suits the labels, and give none for outputs that are no answers', () => {
    expect(scores(['ndcg'], labels, answers([0, 1, 1, 0, 1]), answers([0, 1, 1, 0, 1]))).toMatchObject([
      { metric: 'accuracy', candidate: 1, isWorse: false },
    ]);
    expect(predictions([[tensor(new Float32Array(8), 'float32', [2, 2, 2])]], 2, 2)).toBeUndefined();
    expect(scores(['accuracy'], labels, undefined, answers([0]))).toEqual([]);
  });
});
