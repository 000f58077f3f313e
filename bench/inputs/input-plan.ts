import type { Dimension, Signature, ValueSignature } from '../../files/onnx/index.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { Fill } from './fill.ts';

export type { Fill } from './fill.ts';

/** One tensor to be fed: everything but its numbers, which the seed determines. */
export interface InputTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly fill: Fill;
}

export interface InputPlan {
  readonly tensors: readonly InputTensor[];
  /**
   * Dimensions that neither the model nor the caller fixed: `name` or `input[axis]`. They are taken as 1, height and
   * width of images as 224. The shapes say what was taken.
   */
  readonly assumed: readonly string[];
}

/** What the caller fixes: items in a batch, and sizes by symbol (`sequence`) or by place (`ids[1]`). */
export interface DimensionChoice {
  readonly batch: number;
  readonly dimensions: Readonly<Record<string, number>>;
}

/** What is known of an input beyond its dtype: a rule for its numbers, or undefined for the usual one. */
export type FillRule = (input: ValueSignature, shape: readonly number[]) => Fill | undefined;

const maxElements = 2 ** 28;

/** Small nets for images begin here, and five halvings leave whole numbers. */
const imageSize = 224;

/** Makes every input concrete, or says which one cannot be. */
export function planInputs(
  signature: Signature,
  choice: DimensionChoice,
  ruleFor: FillRule = () => undefined,
): { plan: InputPlan } | { problem: BenchmarkProblem } {
  const assumed = new Set<string>();
  const tensors: InputTensor[] = [];
  const batchSymbols = new Set(signature.inputs.flatMap((input) => batchKey(input, choice) ?? []));
  if (choice.batch !== 1 && batchSymbols.size === 0) return { problem: fixedBatch(choice.batch) };
  for (const input of signature.inputs) {
    const fill = fillOf(input);
    if (input.kind !== 'tensor' || fill === undefined) return { problem: cannotFeed(input) };
    if (input.shape === undefined) return { problem: unknownRank(input) };
    const shape = input.shape.map((dimension, axis) => {
      if (typeof dimension === 'number') return dimension;
      const key = dimensionKey(input.name, dimension, axis);
      const given = choice.dimensions[key] ?? (batchSymbols.has(key) ? choice.batch : undefined);
      if (given === undefined) assumed.add(key);
      return given ?? (isImageAxis(input.shape, axis) ? imageSize : 1);
    });
    if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0))
      return { problem: badSize(input, shape) };
    if (shape.reduce((product, size) => product * size, 1) > maxElements)
      return { problem: tooLarge(input, shape) };
    tensors.push({ name: input.name, dtype: input.dtype, shape, fill: ruleFor(input, shape) ?? fill });
  }
  return { plan: { tensors, assumed: [...assumed] } };
}

/** Height or width of pictures with one, three or four channels, which come before these axes or behind them. */
function isImageAxis(shape: ValueSignature['shape'], axis: number): boolean {
  if (shape?.length !== 4) return false;
  const isChannels = (size: Dimension | undefined): boolean => size === 1 || size === 3 || size === 4;
  return isChannels(shape[1]) ? axis >= 2 : isChannels(shape[3]) && (axis === 1 || axis === 2);
}

export function dimensionKey(input: string, dimension: string | null, axis: number): string {
  return dimension ?? `${input}[${axis}]`;
}

/** The first axis counts items unless it is fixed, given by the caller, or named like a length. */
export function batchKey(
  input: ValueSignature,
  choice: Pick<DimensionChoice, 'dimensions'>,
): string | undefined {
  const first: Dimension | undefined = input.shape?.[0];
  if (first === undefined || typeof first === 'number') return undefined;
  const key = dimensionKey(input.name, first, 0);
  if (choice.dimensions[key] !== undefined) return undefined;
  return first !== null && /seq|time|len|token/i.test(first) ? undefined : key;
}

/** Undefined for dtypes that cannot be fed. */
function fillOf(input: ValueSignature): Fill | undefined {
  switch (input.dtype) {
    case 'float16':
    case 'bfloat16':
    case 'float32':
    case 'float64':
      return { kind: 'normal' };
    case 'uint8':
      // Mostly pixels.
      return { kind: 'integers', low: 0, high: 255 };
    case 'int8':
      return { kind: 'integers', low: -128, high: 127 };
    case 'bool':
      return { kind: 'integers', low: 0, high: 1 };
    case 'int16':
    case 'uint16':
    case 'int32':
    case 'uint32':
    case 'int64':
    case 'uint64':
      // Mostly row numbers of a table whose size is not known: 0 and 1 lie in every table. A mask hides nothing.
      return { kind: 'integers', low: /mask/i.test(input.name) ? 1 : 0, high: 1 };
    case 'string':
      return { kind: 'text' };
    default:
      return undefined;
  }
}

function cannotFeed(input: ValueSignature): BenchmarkProblem {
  return {
    code: 'input/dtype',
    message: `Input "${input.name}" is ${input.dtype}, which a benchmark cannot feed yet.`,
    hint: 'Export the model with float32, float16, bfloat16, integer, bool or string inputs.',
  };
}

function unknownRank(input: ValueSignature): BenchmarkProblem {
  return {
    code: 'input/shape',
    message: `The model does not say how many dimensions input "${input.name}" has.`,
    hint: 'Export the model with a shape for this input.',
  };
}

function fixedBatch(batch: number): BenchmarkProblem {
  return {
    code: 'input/shape',
    message: `Batch ${batch} is asked for, but no input of the model has a free first dimension.`,
    hint: 'Export the model with a dynamic batch dimension, or measure it with batch 1.',
  };
}

function badSize(input: ValueSignature, shape: readonly number[]): BenchmarkProblem {
  return {
    code: 'input/shape',
    message: `Input "${input.name}" would get the shape [${shape.join(', ')}].`,
    hint: 'Give each dimension a whole number that is not negative.',
  };
}

function tooLarge(input: ValueSignature, shape: readonly number[]): BenchmarkProblem {
  return {
    code: 'input/shape',
    message: `Input "${input.name}" with the shape [${shape.join(', ')}] has more than ${maxElements} elements.`,
    hint: 'Choose a smaller batch or smaller dimensions.',
  };
}
