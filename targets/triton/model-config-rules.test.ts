import { expect, it } from 'vitest';
import { originAt } from '../kit/testing/samples.ts';
import { traced } from '../kit/traced.ts';
import { checkEnsemble } from './ensemble-rules.ts';
import { checkModelConfig } from './model-config-rules.ts';
import type { ModelConfig, TensorConfig } from './output.ts';

const at = (line: number) => originAt(line, 'shop.api');
const tensor = (name: string, dims: readonly number[], more: Partial<TensorConfig> = {}): TensorConfig => ({
  name,
  type: 'TYPE_FP32',
  dims,
  symbols: dims.map(() => undefined),
  cause: at(1),
  comment: '',
  ...more,
});
const config = (more: Partial<ModelConfig> = {}): ModelConfig => ({
  name: 'net',
  packageName: 'shop',
  cause: at(0),
  runs: 'onnx',
  maxBatchSize: traced(8, at(2)),
  inputs: [tensor('x', [3])],
  outputs: [tensor('y', [1])],
  versions: [],
  ...more,
});
const found = (more: Partial<ModelConfig>): readonly string[] =>
  checkModelConfig(config(more)).map(
    ({ code, range, message }) => `${code} at ${range.start.line}: ${message}`,
  );

it('accepts what Triton accepts', () => {
  expect(found({})).toEqual([]);
  expect(
    found({
      inputs: [tensor('x', [-1, 3])],
      batching: { cause: at(3), preferredSizes: traced([4, 8], at(3)) },
    }),
  ).toEqual([]);
});

it('refuses what the core refuses, at the place that caused it', () => {
  expect(found({ maxBatchSize: traced(-1, at(2)) })[0]).toMatch(/^TN9211 at 2: .*-1/);
  expect(found({ batching: { cause: at(3), preferredSizes: traced([4, 16], at(4)) } })).toEqual([
    'TN9211 at 4: A batch of 16 is outside of 1..8 for net.',
  ]);
  expect(found({ batching: { cause: at(3), queueDelayMicroseconds: traced(-5, at(4)) } })).toHaveLength(1);
  expect(found({ inputs: [tensor('x', [0, 3])] })).toEqual([
    'TN9210 at 1: An axis of input x of net has size 0; Triton needs 1 or more.',
  ]);
  expect(found({ inputs: [] })).toEqual(['TN9210 at 0: net has no input.']);
  const input = { name: 'x', type: 'TYPE_FP32', dims: [-1] } as const;
  expect(found({ warmup: { batchSize: 9, inputs: [input], cause: at(5) } })).toEqual([
    'TN9213 at 5: The warm-up sends a batch of 9, and net takes 1..8.',
    'TN9213 at 5: The warm-up sends x with sizes -1; each has to be 1 or more.',
  ]);
});

it('refuses what the server accepts in silence', () => {
  expect(found({ inputs: [tensor('x', [3]), tensor('x', [4])] })).toEqual([
    'TN9210 at 1: net has two inputs called x.',
  ]);
  expect(found({ outputs: [] })).toEqual(['TN9210 at 0: net has no output.']);
  expect(found({ instances: { count: traced(-1, at(6)), cause: at(6) } })).toEqual([
    "TN9212 at 6: net can't have -1 instances.",
  ]);
  expect(found({ batching: { cause: at(3), queueTimeoutMicroseconds: traced(0, at(7)) } })[0]).toMatch(
    /^TN9211 at 7/,
  );
});

it('compares the ends of an ensemble as the core does: with and without the batch axis, -1 as any size', () => {
  const ensemble = (input: TensorConfig, batch = 8): ModelConfig =>
    config({
      name: 'all',
      runs: 'ensemble',
      maxBatchSize: traced(batch, at(2)),
      inputs: [input],
      ensemble: [
        {
          model: 'net',
          inputs: [{ tensor: 'x', as: 'x', cause: at(8) }],
          outputs: [{ tensor: 'y', as: 'y', cause: at(9) }],
          cause: at(8),
          comment: '',
        },
      ],
    });
  const check = (input: TensorConfig, batch?: number) =>
    checkEnsemble(ensemble(input, batch), new Map([['net', config()]]));
  expect(check(tensor('x', [3]))).toEqual([]);
  expect(check(tensor('x', [-1]))).toEqual([]);
  expect(check(tensor('x', [-1, 3]), 0)).toEqual([]);
  expect(check(tensor('x', [4])).map(({ code, range }) => `${code} at ${range.start.line}`)).toEqual([
    'TN9232 at 8',
  ]);
  expect(check(tensor('x', [3], { type: 'TYPE_INT64' }))).toHaveLength(1);
});
