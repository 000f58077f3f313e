interface ElementType {
  readonly name: string;
  /** Bits of one element as stored; 0 for strings, which have no fixed size. */
  readonly bits: number;
}

/** `TensorProto.DataType` of onnx.proto, by its number; 0 is UNDEFINED. */
const elementTypes: readonly ElementType[] = [
  { name: 'undefined', bits: 0 },
  { name: 'float32', bits: 32 },
  { name: 'uint8', bits: 8 },
  { name: 'int8', bits: 8 },
  { name: 'uint16', bits: 16 },
  { name: 'int16', bits: 16 },
  { name: 'int32', bits: 32 },
  { name: 'int64', bits: 64 },
  { name: 'string', bits: 0 },
  { name: 'bool', bits: 8 },
  { name: 'float16', bits: 16 },
  { name: 'float64', bits: 64 },
  { name: 'uint32', bits: 32 },
  { name: 'uint64', bits: 64 },
  { name: 'complex64', bits: 64 },
  { name: 'complex128', bits: 128 },
  { name: 'bfloat16', bits: 16 },
  { name: 'float8e4m3fn', bits: 8 },
  { name: 'float8e4m3fnuz', bits: 8 },
  { name: 'float8e5m2', bits: 8 },
  { name: 'float8e5m2fnuz', bits: 8 },
  { name: 'uint4', bits: 4 },
  { name: 'int4', bits: 4 },
  { name: 'float4e2m1', bits: 4 },
  { name: 'float8e8m0', bits: 8 },
  { name: 'uint2', bits: 2 },
  { name: 'int2', bits: 2 },
];

/** The element type with this number; a number that is newer than this table is shown as it is. */
export function elementType(number: number): ElementType {
  return elementTypes[number] ?? { name: `onnx-type-${number}`, bits: 0 };
}
