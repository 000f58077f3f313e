import { concat, message, varint } from '../../bench/fixtures/protobuf-writer.ts';

/** Writes ONNX files without any library: the fields of onnx.proto that the models of these tests need. */

const DTYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type Dtype = keyof typeof DTYPES;

export interface ModelParts {
  readonly name: string;
  readonly opset?: number;
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
  readonly nodes: readonly Uint8Array[];
  readonly weights: readonly Uint8Array[];
}

/** A whole file. */
export function modelFile({ name, opset = 17, inputs, outputs, nodes, weights }: ModelParts): Uint8Array {
  const graph = message(
    ...nodes.map((each) => [1, each] as const),
    [2, name],
    ...weights.map((each) => [5, each] as const),
    ...inputs.map((each) => [11, each] as const),
    ...outputs.map((each) => [12, each] as const),
  );
  return message([1, 8], [2, 'tenon-test-models'], [7, graph], [8, message([1, ''], [2, opset])]);
}

/** An input or output; texts are symbols. */
export function value(name: string, dtype: Dtype, shape: readonly (number | string)[]): Uint8Array {
  const sizes = shape.map(
    (size) => [1, typeof size === 'number' ? message([1, size]) : message([2, size])] as const,
  );
  return message([1, name], [2, message([1, message([1, DTYPES[dtype]], [2, message(...sizes)])])]);
}

type AttributeValue = number | string | readonly number[];

/** Numbers that are not whole are written as floats, and whole ones as integers. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Uint8Array {
  return message(
    ...inputs.map((name) => [1, name] as const),
    ...outputs.map((name) => [2, name] as const),
    [4, operator],
    ...Object.entries(attributes).map(([name, given]) => [5, attribute(name, given)] as const),
  );
}

function attribute(name: string, given: AttributeValue): Uint8Array {
  if (typeof given === 'string') return message([1, name], [4, given], [20, 3]);
  if (typeof given !== 'number')
    return message([1, name], ...given.map((each) => [8, each] as const), [20, 7]);
  if (Number.isInteger(given)) return message([1, name], [3, given], [20, 2]);
  const float = concat([varint(2 * 8 + 5), new Uint8Array(Float32Array.of(given).buffer)]);
  return concat([message([1, name]), float, message([20, 1])]);
}

export type WeightData = Float32Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;

export function weight(name: string, dtype: Dtype, shape: readonly number[], data: WeightData): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return message(...shape.map((size) => [1, size] as const), [2, DTYPES[dtype]], [8, name], [9, bytes]);
}

export const integers = (name: string, values: readonly number[]): Uint8Array =>
  weight(name, 'int64', [values.length], BigInt64Array.from(values, BigInt));

/** A weight whose bytes lie in another file. */
export function externalWeight(
  name: string,
  shape: readonly number[],
  location: string,
  length: number,
): Uint8Array {
  const entries = Object.entries({ location, offset: '0', length: String(length) });
  return message(
    ...shape.map((size) => [1, size] as const),
    [2, DTYPES.float32],
    [8, name],
    ...entries.map(([key, text]) => [13, message([1, key], [2, text])] as const),
    [14, 1],
  );
}

/** Weights of a layer with so many inputs: uniform, with the variance that keeps activations alive. */
export function seededWeights(seed: number): (count: number, inputs: number) => Float32Array {
  let state = seed >>> 0;
  // Mulberry32: millions of weights in a moment, the same everywhere.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return (count, inputs) => {
    const bound = Math.sqrt(3 / inputs);
    return Float32Array.from({ length: count }, () => (2 * next() - 1) * bound);
  };
}
