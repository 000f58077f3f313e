import type { TensorData } from '../inputs/fill-tensors.ts';

/** How one element type of a tensor lies in memory. */
export interface DtypeLayout {
  readonly dtype: string;
  /** `ONNXTensorElementDataType` of onnxruntime_c_api.h. */
  readonly code: number;
  /** Bits of one element; 0 for strings. Types below 8 bits are packed, lowest bits first. */
  readonly bits: number;
  readonly view: (bytes: ArrayBuffer) => Exclude<TensorData, readonly string[]>;
}

const bytes = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer);
/** Halves and bfloat16 are kept as their bits: not every Node has an array for them. */
const halves = (buffer: ArrayBuffer): Uint16Array => new Uint16Array(buffer);

const layouts: readonly DtypeLayout[] = [
  { dtype: 'float32', code: 1, bits: 32, view: (buffer) => new Float32Array(buffer) },
  { dtype: 'uint8', code: 2, bits: 8, view: bytes },
  { dtype: 'int8', code: 3, bits: 8, view: (buffer) => new Int8Array(buffer) },
  { dtype: 'uint16', code: 4, bits: 16, view: halves },
  { dtype: 'int16', code: 5, bits: 16, view: (buffer) => new Int16Array(buffer) },
  { dtype: 'int32', code: 6, bits: 32, view: (buffer) => new Int32Array(buffer) },
  { dtype: 'int64', code: 7, bits: 64, view: (buffer) => new BigInt64Array(buffer) },
  { dtype: 'string', code: 8, bits: 0, view: bytes },
  { dtype: 'bool', code: 9, bits: 8, view: bytes },
  { dtype: 'float16', code: 10, bits: 16, view: halves },
  { dtype: 'float64', code: 11, bits: 64, view: (buffer) => new Float64Array(buffer) },
  { dtype: 'uint32', code: 12, bits: 32, view: (buffer) => new Uint32Array(buffer) },
  { dtype: 'uint64', code: 13, bits: 64, view: (buffer) => new BigUint64Array(buffer) },
  { dtype: 'complex64', code: 14, bits: 64, view: (buffer) => new Float32Array(buffer) },
  { dtype: 'complex128', code: 15, bits: 128, view: (buffer) => new Float64Array(buffer) },
  { dtype: 'bfloat16', code: 16, bits: 16, view: halves },
  { dtype: 'float8e4m3fn', code: 17, bits: 8, view: bytes },
  { dtype: 'float8e4m3fnuz', code: 18, bits: 8, view: bytes },
  { dtype: 'float8e5m2', code: 19, bits: 8, view: bytes },
  { dtype: 'float8e5m2fnuz', code: 20, bits: 8, view: bytes },
  { dtype: 'uint4', code: 21, bits: 4, view: bytes },
  { dtype: 'int4', code: 22, bits: 4, view: bytes },
  { dtype: 'float4e2m1', code: 23, bits: 4, view: bytes },
  { dtype: 'float8e8m0', code: 24, bits: 8, view: bytes },
  { dtype: 'uint2', code: 25, bits: 2, view: bytes },
  { dtype: 'int2', code: 26, bits: 2, view: bytes },
];

/** Throws for a name that is no element type. */
export function layoutOf(dtype: string): DtypeLayout {
  const found = layouts.find((layout) => layout.dtype === dtype);
  if (found === undefined) throw new Error(`Unsupported data type: ${dtype}`);
  return found;
}

/** Throws for a number that this table does not know. */
export function layoutOfCode(code: number): DtypeLayout {
  const found = layouts.find((layout) => layout.code === code);
  if (found === undefined) throw new Error(`Unsupported data type: ${code}`);
  return found;
}

/** Bytes of so many elements. */
export function byteLength(layout: DtypeLayout, elements: number): number {
  return Math.ceil((elements * layout.bits) / 8);
}
