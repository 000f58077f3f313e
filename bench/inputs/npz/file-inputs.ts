import { basename } from 'node:path';
import type { Signature, ValueSignature } from '../../../files/onnx/index.ts';
import { suggest } from '../../../language/scoping/suggestion.ts';
import type { BenchmarkProblem } from '../../run/benchmark-problem.ts';
import type { InputsOutcome } from '../planned-inputs.ts';
import { batchKey, dimensionKey, type InputTensor } from '../input-plan.ts';
import { withStore } from '../stored-tensors.ts';
import type { TensorData } from '../tensor-data.ts';
import type { NpyArray } from './npy.ts';
import { readNpz } from './read-npz.ts';

interface FileRequest {
  readonly file: string;
  readonly batch?: number;
  readonly dimensions?: Readonly<Record<string, number>>;
}

/** An input of the model with the array that fills it. */
interface Pair {
  readonly input: ValueSignature;
  readonly array: NpyArray;
  /** Its first axis counts items, so that it may be cut into batches. */
  readonly counts: boolean;
}

/**
 * Takes all inputs from an `.npz` file whose arrays have the names of the inputs. Their first axis may have more items
 * than a batch: then it is cut into batches, which are taken in turn.
 */
export async function planFileInputs(signature: Signature, request: FileRequest): Promise<InputsOutcome> {
  const name = basename(request.file);
  const read = await readNpz(request.file);
  if ('problem' in read) return read;
  const paired = pair(signature, read.arrays, name, request.dimensions ?? {});
  if ('problem' in paired) return paired;
  const { pairs } = paired;
  const counting = pairs.filter(({ counts }) => counts);
  const rows = Math.min(...counting.map(({ array }) => array.shape[0]!));
  const problem = checkSizes(pairs, counting, rows, name, request);
  if (problem !== undefined) return { problem };
  const batch = request.batch ?? (counting.length > 0 ? rows : 1);
  const parts = counting.length > 0 ? Math.floor(rows / batch) : 1;
  const stored = await withStore((store) => {
    const tensors = pairs.map(({ input, array, counts }): InputTensor => {
      const shape = counts ? [batch, ...array.shape.slice(1)] : array.shape;
      const size = shape.reduce((product, each) => product * each, 1);
      const count = counts ? parts : 1;
      const batches = Array.from({ length: count }, (_, part) => cut(array.data, part * size, size));
      return { name: input.name, dtype: input.dtype, shape, fill: store.add('file', name, batches) };
    });
    return { tensors, store };
  });
  if ('problem' in stored) return stored;
  const { tensors, store } = stored.made;
  const used = new Set(pairs.map(({ input }) => input.name));
  const extra = [...read.arrays.keys()].filter((array) => array !== '' && !used.has(array));
  const left = rows - parts * batch;
  return {
    plan: { tensors, assumed: [] },
    batch,
    origin: 'file',
    inputs: tensors.map(({ name: input }) => ({ input, origin: 'file', why: `array of ${name}` })),
    notes: [
      `Inputs: ${counting.length > 0 ? `${parts * batch} items` : 'the arrays'} of ${name}.`,
      ...(counting.length > 0 && left > 0 ? [`The last ${left} items of ${name} do not fill a batch.`] : []),
      ...(extra.length > 0 ? [`No input takes ${extra.join(', ')} of ${name}.`] : []),
    ],
    dispose: () => store.dispose(),
  };
}

function pair(
  signature: Signature,
  arrays: ReadonlyMap<string, NpyArray>,
  file: string,
  dimensions: Readonly<Record<string, number>>,
): { readonly pairs: readonly Pair[] } | { readonly problem: BenchmarkProblem } {
  const { inputs } = signature;
  const single = inputs.length === 1 ? arrays.get('') : undefined;
  const missing = inputs.find(({ name }) => single === undefined && !arrays.has(name));
  if (missing !== undefined) return { problem: noArray(missing, inputs, [...arrays.keys()], file) };
  const pairs: Pair[] = [];
  for (const input of inputs) {
    const array = single ?? arrays.get(input.name)!;
    if (array.dtype !== input.dtype) return { problem: wrongDtype(input, array, file) };
    const rank = input.shape?.length;
    if (rank !== undefined && rank !== array.shape.length) return { problem: wrongShape(input, array, file) };
    const counts = batchKey(input, { dimensions }) !== undefined;
    pairs.push({ input, array, counts });
  }
  return { pairs };
}

/** Fixed sizes as the model has them, one size for each symbol, and a whole batch at least. */
function checkSizes(
  pairs: readonly Pair[],
  counting: readonly Pair[],
  rows: number,
  file: string,
  { batch, dimensions = {} }: FileRequest,
): BenchmarkProblem | undefined {
  const sizes = new Map<string, number>(Object.entries(dimensions));
  for (const { input, array, counts } of pairs) {
    for (const [axis, dimension] of (input.shape ?? []).entries()) {
      const size = array.shape[axis]!;
      if (typeof dimension === 'number') {
        if (dimension !== size) return wrongShape(input, array, file);
        continue;
      }
      if (axis === 0 && counts) continue;
      const key = dimensionKey(input.name, dimension, axis);
      const other = sizes.get(key);
      if (other !== undefined && other !== size) return twoSizes(key, other, size, input, file);
      sizes.set(key, size);
    }
  }
  const uneven = counting.find(({ array }) => array.shape[0] !== rows);
  if (uneven !== undefined) {
    return shapeProblem(
      `"${uneven.input.name}" in ${file} has ${uneven.array.shape[0]} items, another input ${rows}.`,
      'Save the same items for each input.',
    );
  }
  if (counting.length === 0 && batch !== undefined && batch !== 1)
    return shapeProblem(
      `Batch ${batch} is asked for, but no input of the model has a free first dimension.`,
      'Measure it with batch 1, or export the model with a dynamic batch dimension.',
    );
  if (counting.length > 0 && rows < 1)
    return shapeProblem(`${file} has no items.`, 'Save arrays with at least one item.');
  if (counting.length > 0 && rows < (batch ?? 1))
    return shapeProblem(`${file} has ${rows} items, and a batch has ${batch ?? 1}.`, 'Save more items, or choose a smaller batch.'); // prettier-ignore
  return undefined;
}

function cut(data: TensorData, from: number, size: number): TensorData {
  return ArrayBuffer.isView(data) ? data.subarray(from, from + size) : data.slice(from, from + size);
}

function noArray(
  input: ValueSignature,
  inputs: readonly ValueSignature[],
  names: readonly string[],
  file: string,
): BenchmarkProblem {
  const held = names.filter((name) => name !== '');
  const near = suggest(input.name, held);
  return {
    code: 'input/name',
    message: `${file} has no array for input "${input.name}"${held.length > 0 ? `; it has ${held.join(', ')}` : ''}.`,
    hint:
      near === undefined
        ? `Save an array for each input by its name: numpy.savez("${file}", ${inputs.map(({ name }) => `${name}=…`).join(', ')}).`
        : `Did you save "${near}" for it? Arrays need the names of the inputs.`,
  };
}

function wrongDtype(input: ValueSignature, array: NpyArray, file: string): BenchmarkProblem {
  return {
    code: 'input/dtype',
    message: `Input "${input.name}" is ${input.dtype}, and its array in ${file} is ${array.dtype}.`,
    hint: input.dtype === 'string' ? 'Save an array of texts.' : `Save it with .astype("${input.dtype}").`,
  };
}

const wrongShape = (input: ValueSignature, array: NpyArray, file: string): BenchmarkProblem =>
  shapeProblem(
    `Input "${input.name}" has the shape [${(input.shape ?? []).map((size) => size ?? '?').join(', ')}], ` +
      `and its array in ${file} [${array.shape.join(', ')}].`,
    'Save the array in the shape that the model takes, with the items on the first axis.',
  );

const twoSizes = (
  key: string,
  one: number,
  other: number,
  input: ValueSignature,
  file: string,
): BenchmarkProblem =>
  shapeProblem(
    `"${key}" is ${one}, but ${other} in the array of "${input.name}" in ${file}.`,
    'Save arrays whose sizes agree, or leave the size away.',
  );

const shapeProblem = (message: string, hint: string): BenchmarkProblem => ({
  code: 'input/shape',
  message,
  hint,
});
