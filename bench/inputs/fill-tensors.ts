import { createHash } from 'node:crypto';
import { drawValues } from './draw-values.ts';
import type { InputTensor } from './input-plan.ts';
import { splitmix64 } from './splitmix64.ts';
import { readStored } from './stored-tensors.ts';
import { bytesOfData, type TensorData } from './tensor-data.ts';

export { float16Bits, type TensorData } from './tensor-data.ts';

export interface FilledTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/**
 * Fills each tensor from its own stream, so that adding an input does not change the others. Inputs that a file holds
 * have several batches: `part` says which, and counts on from the first one behind the last.
 */
export function fillTensors(tensors: readonly InputTensor[], seed: bigint, part = 0): FilledTensor[] {
  return tensors.map((tensor, index) => {
    const { name, dtype, shape, fill } = tensor;
    if (fill.kind === 'stored') return { name, dtype, shape, data: readStored(fill, dtype, part) };
    const length = shape.reduce((product, size) => product * size, 1);
    const random = splitmix64(seed + BigInt(index));
    return { name, dtype, shape, data: drawValues(fill, dtype, length, shape.at(-1) ?? 1, random) };
  });
}

/** How many different batches these inputs have: 1 for seeded ones, which are the same each time. */
export function partsOf(tensors: readonly InputTensor[]): number {
  return Math.max(1, ...tensors.map(({ fill }) => (fill.kind === 'stored' ? fill.parts.length : 1)));
}

/** SHA-256 over names, dtypes, shapes and bytes: equal hashes mean equal inputs. */
export function hashTensors(tensors: readonly FilledTensor[]): string {
  const hash = createHash('sha256');
  for (const { name, dtype, shape, data } of tensors) {
    hash.update(JSON.stringify([name, dtype, shape]));
    hash.update(bytesOfData(data));
  }
  return hash.digest('hex');
}
