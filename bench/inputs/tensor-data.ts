/** Numbers of a tensor in the form that engines take them: halves and bfloat16 as bits, bool as bytes. */
export type TensorData = NumberArray | BigInt64Array | BigUint64Array | readonly string[];

type NumberArray =
  Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
} as const;

type NumericDtype = keyof typeof ARRAYS;

const isNumericDtype = (dtype: string): dtype is NumericDtype => Object.hasOwn(ARRAYS, dtype);

export const isFloat = (dtype: string): boolean => dtype.includes('float');

/** Bytes of one element; undefined for texts and for dtypes that cannot be fed. */
export const elementBytes = (dtype: string): number | undefined =>
  isNumericDtype(dtype) ? ARRAYS[dtype].BYTES_PER_ELEMENT : undefined;

/** Room for so many elements, all zero. Texts have no room of fixed size, so they are none of these. */
export function emptyData(dtype: string, length: number): Exclude<TensorData, readonly string[]> {
  if (!isNumericDtype(dtype)) throw new Error(`No array holds ${dtype}.`);
  return new ARRAYS[dtype](length);
}

/** The elements in these bytes, which are copied: their place in the file may not be aligned. */
export function dataFromBytes(dtype: string, bytes: Uint8Array): TensorData {
  if (dtype === 'string') return JSON.parse(new TextDecoder().decode(bytes)) as string[];
  const data = emptyData(dtype, bytes.length / (elementBytes(dtype) ?? 1));
  new Uint8Array(data.buffer).set(bytes);
  return data;
}

export function bytesOfData(data: TensorData): Uint8Array {
  if (!ArrayBuffer.isView(data)) return new TextEncoder().encode(JSON.stringify(data));
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** A tensor whose elements are asked for one by one: halves rounded, whole numbers cut. The caller knows that they fit. */
export function dataFrom(dtype: string, length: number, valueAt: (index: number) => number): TensorData {
  const data = emptyData(dtype, length);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    for (let index = 0; index < length; index++) data[index] = BigInt(Math.trunc(valueAt(index)));
  } else if (dtype === 'float16') {
    for (let index = 0; index < length; index++) data[index] = float16Bits(valueAt(index));
  } else if (dtype === 'bfloat16') {
    for (let index = 0; index < length; index++) data[index] = bfloat16Bits(valueAt(index));
  } else {
    for (let index = 0; index < length; index++) data[index] = valueAt(index);
  }
  return data;
}

const float = new Float32Array(1);
const floatBits = new Uint32Array(float.buffer);

/** The upper half of a float's bits, rounded. */
export function bfloat16Bits(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  float[0] = value;
  // A carry moves into the exponent, as it should; above the largest number it gives infinity.
  return ((floatBits[0] as number) + 0x8000) >>> 16;
}

/** The IEEE half-precision bits of a value below 65504; what is below the smallest normal half becomes zero. */
export function float16Bits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  float[0] = value;
  const bits = floatBits[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  if (exponent <= 0) return sign;
  if (exponent >= 31) return sign | 0x7c00;
  // Adding half of the dropped bits rounds; a carry moves into the exponent, as it should.
  return sign | (((exponent << 10) | ((bits >>> 13) & 0x3ff)) + ((bits >>> 12) & 1));
}
