import type { FilledTensor } from '../../inputs/fill-tensors.ts';
import { byteLength, layoutOf, layoutOfCode } from '../dtype.ts';
import { copyIn, copyOut } from './native-memory.ts';
import type { OrtApi, Pointer } from './ort-api.ts';

/**
 * Makes a value of ONNX Runtime that holds a copy of the tensor in the library's own memory: aligned as the library
 * likes it, and out of reach of the garbage collector. The caller releases it. Throws when the data do not fill the shape.
 */
export function createTensor(api: OrtApi, allocator: Pointer, tensor: FilledTensor): Pointer {
  const { name, shape, data } = tensor;
  const layout = layoutOf(tensor.dtype);
  const dimensions = BigInt64Array.from(shape, BigInt);
  const value = api.create('CreateTensorAsOrtValue', allocator, dimensions, shape.length, layout.code);
  try {
    const elements = elementCount(shape);
    if (layout.dtype === 'string') {
      if (ArrayBuffer.isView(data) || data.length !== elements) throw wrongData(name, elements);
      api.call('FillStringTensor', value, data, elements);
      return value;
    }
    const bytes = byteLength(layout, elements);
    if (!ArrayBuffer.isView(data) || data.byteLength !== bytes) throw wrongData(name, elements);
    const target = api.create('GetTensorMutableData', value);
    copyIn(api, target, new Uint8Array(data.buffer, data.byteOffset, bytes));
    return value;
  } catch (error) {
    api.release('ReleaseValue', value);
    throw error;
  }
}

/** Copies a value of ONNX Runtime. Throws for a sequence, a map or an optional without a value. */
export function readTensor(api: OrtApi, name: string, value: Pointer): FilledTensor {
  const isTensor = new Int32Array(1);
  api.call('IsTensor', value, isTensor);
  if (isTensor[0] !== 1) throw new Error(`Output "${name}" is no tensor: Non tensor type is not supported.`);
  const { code, shape } = readTypeAndShape(api, value);
  const layout = layoutOfCode(code);
  const elements = elementCount(shape);
  if (layout.dtype === 'string')
    return { name, dtype: 'string', shape, data: readTexts(api, value, elements) };
  const source = api.create('GetTensorMutableData', value);
  const data = layout.view(copyOut(api, source, byteLength(layout, elements)).buffer);
  return { name, dtype: layout.dtype, shape, data };
}

function readTypeAndShape(api: OrtApi, value: Pointer): { code: number; shape: readonly number[] } {
  const info = api.create('GetTensorTypeAndShape', value);
  try {
    const code = new Int32Array(1);
    api.call('GetTensorElementType', info, code);
    const rank = Number(api.create('GetDimensionsCount', info));
    const dimensions = new BigInt64Array(rank);
    api.call('GetDimensions', info, dimensions, rank);
    return { code: code[0] ?? 0, shape: Array.from(dimensions, Number) };
  } finally {
    api.release('ReleaseTensorTypeAndShapeInfo', info);
  }
}

/** The texts lie one behind the other; the offsets say where each begins. */
function readTexts(api: OrtApi, value: Pointer, count: number): readonly string[] {
  if (count === 0) return [];
  const length = Number(api.create('GetStringTensorDataLength', value));
  const bytes = Buffer.alloc(Math.max(1, length));
  const offsets = new BigUint64Array(count);
  api.call('GetStringTensorContent', value, bytes, length, offsets, count);
  return Array.from(offsets, (offset, index) =>
    bytes.toString('utf8', Number(offset), Number(offsets[index + 1] ?? length)),
  );
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function wrongData(name: string, elements: number): Error {
  return new Error(`Got invalid dimensions for input "${name}": its shape has ${elements} elements.`);
}
