import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fillTensors, float16Bits, hashTensors } from './fill-tensors.ts';
import { planInputs, type InputTensor } from './input-plan.ts';
import { inputsFor } from './inputs-for.ts';
import { clipToLimits, readInputLimits } from './input-limits.ts';
import { splitmix64 } from './splitmix64.ts';
import { bfloat16Bits } from './tensor-data.ts';
import { signatureOf as inputs, tensor } from './testing/signature.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

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
    ['input/dtype', tensor('x', 'complex64', [1])],
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
    'bfloat16',
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

  it('write bfloat16 as the upper half of a float', () => {
    const values = [0, 1, -2, 0.1, 3.3895e38, 3.4028e38, Number.NaN];
    expect(values.map(bfloat16Bits)).toEqual([0, 0x3f80, 0xc000, 0x3dcd, 0x7f7f, 0x7f80, 0x7fc0]);
  });

  it('write halves as IEEE does', () => {
    expect([0, 1, -2, 0.5, 0.1, 65504, 1e-9].map(float16Bits)).toEqual([
      0, 0x3c00, 0xc000, 0x3800, 0x2e66, 0x7bff, 0,
    ]);
  });
});

describe('rules for the numbers', () => {
  const drawn = (fill: InputTensor['fill'], dtype = 'float32', shape: readonly number[] = [1000]) =>
    Array.from(fillTensors([{ name: 'x', dtype, shape, fill }], 42n)[0]!.data as Float32Array);

  it('keep to their ends, and leave holes where these are allowed', () => {
    const uniform = drawn({ kind: 'uniform', low: -2, high: 3 });
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...uniform)).toBeLessThan(3);
    const holes = drawn({ kind: 'normal', missing: 0.2 }).filter(Number.isNaN).length;
    expect(holes).toBeGreaterThan(120);
    expect(holes).toBeLessThan(280);
    // Whole numbers have no way to say that one is missing.
    expect(drawn({ kind: 'integers', low: 3, high: 3, missing: 0.5 }, 'int32')).toEqual(
      new Array(1000).fill(3),
    );
  });

  it('may differ from position to position of the last axis', () => {
    const rows = drawn({ kind: 'positions', of: [{ kind: 'integers', low: 7, high: 7 }, { kind: 'uniform', low: 0, high: 1 }] }, 'float32', [3, 2]); // prettier-ignore
    expect([rows[0], rows[2], rows[4]]).toEqual([7, 7, 7]);
    expect(Math.max(rows[1]!, rows[3]!, rows[5]!)).toBeLessThan(1);
  });

  it('draw texts from an enumeration', () => {
    const fill = { kind: 'text', values: ['a', 'b'] } as const;
    const [filled] = fillTensors([{ name: 'x', dtype: 'string', shape: [50], fill }], 1n);
    const data = filled!.data as readonly string[];
    expect([...new Set(data)].sort()).toEqual(['a', 'b']);
  });

  it('take an image for an image where the model leaves its size open', () => {
    const planned = planInputs(inputs(tensor('x', 'float32', ['n', 3, null, 'w'])), {
      batch: 2,
      dimensions: {},
    });
    expect(planned).toMatchObject({
      plan: { tensors: [{ shape: [2, 3, 224, 224] }], assumed: ['x[2]', 'w'] },
    });
  });
});

describe('what a graph says about its inputs', () => {
  it('holds ids within the rows of their table', async () => {
    const limits = await readInputLimits(fixture('tokens.onnx'));
    expect(limits).toEqual({ ids: { low: 0, high: 15, why: 'a row of the 16 of table' } });
    const signature = inputs(tensor('ids', 'int64', ['b', 's']), tensor('mask', 'int32', ['b', 's']));
    const planned = await inputsFor(signature, {
      model: fixture('tokens.onnx'),
      batch: 50,
      dimensions: { s: 8 },
    });
    if ('problem' in planned) throw new Error(planned.problem.message);
    const [ids, mask] = fillTensors(planned.plan.tensors, 42n).map(({ data }) => [
      ...new Set([...data].map(Number)),
    ]);
    expect(ids!.sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, index) => index));
    expect(mask).toEqual([1]);
    expect(planned.notes).toEqual([
      'ids: seeded, drawn as a row of the 16 of table.',
      'mask: seeded, always 1.',
    ]);
    planned.dispose();
  });

  it('bounds what the project says', () => {
    const limit = { low: 0, high: 15, why: '' };
    expect(clipToLimits({ kind: 'integers', low: 3, high: 99 }, limit)).toMatchObject({ low: 3, high: 15 });
    expect(clipToLimits({ kind: 'integers', low: 50, high: 99 }, limit)).toMatchObject({ low: 0, high: 15 });
    expect(clipToLimits({ kind: 'text' }, undefined)).toEqual({ kind: 'text' });
  });

  it('says nothing of a file that is no model', async () => {
    expect(await readInputLimits(fixture('nothing.onnx'))).toEqual({});
  });
});
