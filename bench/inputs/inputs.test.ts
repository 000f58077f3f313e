import { describe, expect, it } from 'vitest';
import type { Signature, ValueSignature } from '../../files/onnx/index.ts';
import { fillTensors, float16Bits, hashTensors } from './fill-tensors.ts';
import { planInputs, type InputTensor } from './input-plan.ts';
import { splitmix64 } from './splitmix64.ts';

it('splitmix64 gives the reference numbers', () => {
  const random = splitmix64(1234567n);
  expect([random.bits(), random.bits(), random.bits()]).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
  ]);
});

describe('planned inputs', () => {
  it('take the batch on a free first axis, sizes from the caller, and mark what is assumed', () => {
    const signature = inputs(
      tensor('ids', 'int64', ['batch', 'sequence', null]),
      tensor('scale', 'float32', []),
    );
    expect(planInputs(signature, { batch: 8, dimensions: {} })).toEqual({
      plan: {
        tensors: [
          { name: 'ids', dtype: 'int64', shape: [8, 1, 1], fill: { kind: 'integers', low: 0, high: 1 } },
          { name: 'scale', dtype: 'float32', shape: [], fill: { kind: 'normal' } },
        ],
        assumed: ['sequence', 'ids[2]'],
      },
    });
    const given = planInputs(signature, { batch: 2, dimensions: { sequence: 128, 'ids[2]': 3 } });
    expect(given).toMatchObject({ plan: { tensors: [{ shape: [2, 128, 3] }, {}], assumed: [] } });
  });

  it('do not take a length for a batch', () => {
    const signature = inputs(tensor('x', 'float32', ['seq_len', 4]));
    expect(planInputs(signature, { batch: 1, dimensions: {} })).toMatchObject({
      plan: { assumed: ['seq_len'] },
    });
    expect(planInputs(signature, { batch: 4, dimensions: {} })).toMatchObject({
      problem: { code: 'input/shape' },
    });
  });

  it.each([
    ['input/shape', tensor('x', 'float32', undefined)],
    ['input/shape', tensor('x', 'float32', ['n', 2 ** 30])],
    ['input/dtype', tensor('x', 'bfloat16', [1])],
    ['input/dtype', { name: 'x', kind: 'sequence', dtype: 'sequence(float32)', shape: undefined } as const],
  ])('%s when there is no way', (code, input) => {
    expect(planInputs(inputs(input), { batch: 1, dimensions: {} })).toMatchObject({ problem: { code } });
  });
});

describe('filled tensors', () => {
  const dtypes = [
    'float32',
    'float64',
    'float16',
    'int8',
    'uint8',
    'int16',
    'uint16',
    'int32',
    'uint32',
    'int64',
    'uint64',
    'bool',
    'string',
  ];
  const planned = (shape: number[]): InputTensor[] => {
    const plan = planInputs(inputs(...dtypes.map((dtype) => tensor(dtype, dtype, shape))), {
      batch: 1,
      dimensions: {},
    });
    return 'plan' in plan ? [...plan.plan.tensors] : [];
  };

  it('have every dtype, and the same numbers for the same seed', () => {
    const first = fillTensors(planned([3, 4]), 42n);
    expect(first.map(({ data }) => data.length)).toEqual(dtypes.map(() => 12));
    expect(hashTensors(first)).toBe(hashTensors(fillTensors(planned([3, 4]), 42n)));
    expect(hashTensors(first)).not.toBe(hashTensors(fillTensors(planned([3, 4]), 43n)));
    expect(hashTensors(first)).not.toBe(hashTensors(fillTensors(planned([4, 3]), 42n)));
  });

  it('hide nothing behind a mask', () => {
    const plan = planInputs(inputs(tensor('attention_mask', 'int64', [50])), { batch: 1, dimensions: {} });
    const [mask] = 'plan' in plan ? fillTensors(plan.plan.tensors, 42n) : [];
    expect(mask?.data).toEqual(new BigInt64Array(50).fill(1n));
  });

  it('write halves as IEEE does', () => {
    expect([0, 1, -2, 0.5, 0.1, 65504, 1e-9].map(float16Bits)).toEqual([
      0, 0x3c00, 0xc000, 0x3800, 0x2e66, 0x7bff, 0,
    ]);
  });
});

function tensor(name: string, dtype: string, shape: ValueSignature['shape']): ValueSignature {
  return { name, kind: 'tensor', dtype, shape };
}

function inputs(...values: ValueSignature[]): Signature {
  return {
    irVersion: 9,
    opsets: {},
    producer: { name: '', version: '' },
    graphName: '',
    inputs: values,
    outputs: [],
    operators: {},
    initializers: 0,
    parameters: 0,
    weightBytes: {},
    externalData: [],
  };
}
