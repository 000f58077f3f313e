import type { Port } from '../../language/model/learning.ts';
import type { SignaturePort } from '../kit/target.ts';
import type { Cause } from '../kit/text.ts';
import type { TensorConfig } from './output.ts';

/**
 * Tenon's element types and what Triton calls them (`enum DataType` of model_config.proto). The ONNX
 * Runtime backend takes these and no others: it has no bfloat16 (ConvertFromOnnxDataType in its
 * onnxruntime_utils.cc).
 */
const TRITON_TYPES = {
  bool: 'TYPE_BOOL',
  uint8: 'TYPE_UINT8',
  uint16: 'TYPE_UINT16',
  uint32: 'TYPE_UINT32',
  uint64: 'TYPE_UINT64',
  int8: 'TYPE_INT8',
  int16: 'TYPE_INT16',
  int32: 'TYPE_INT32',
  int64: 'TYPE_INT64',
  float16: 'TYPE_FP16',
  float32: 'TYPE_FP32',
  float64: 'TYPE_FP64',
  bfloat16: 'TYPE_BF16',
  string: 'TYPE_STRING',
} as const;

export type TritonType = (typeof TRITON_TYPES)[keyof typeof TRITON_TYPES];

export const tritonType = (dtype: string): TritonType | undefined =>
  Object.hasOwn(TRITON_TYPES, dtype) ? TRITON_TYPES[dtype as keyof typeof TRITON_TYPES] : undefined;

/** Sizes and symbols of a tensor, the batch axis included; null is an unnamed open size. */
export type Shape = readonly (number | string | null)[];

export const printShape = (dtype: string, shape: Shape): string =>
  `${dtype}[${shape.map((size) => size ?? '?').join(', ')}]`;

export const shapeOf = (port: SignaturePort, declared: Port | undefined): Shape | undefined =>
  port.shape ?? (declared?.type.kind === 'tensor' ? declared.type.shape : undefined);

/** Whether requests can be put together along the first axis of this tensor. */
export const hasOpenBatchAxis = (shape: Shape): boolean => shape.length > 0 && typeof shape[0] !== 'number';

export interface TensorSource {
  readonly direction: 'input' | 'output';
  readonly port: SignaturePort;
  readonly declared: Port | undefined;
  readonly shape: Shape;
  readonly type: TritonType;
  /** The first axis is Triton's batch axis and must be left out. */
  readonly batching: boolean;
  readonly file: string;
  readonly cause: Cause;
}

export function tensorConfig(source: TensorSource): TensorConfig {
  const sizes = source.batching ? source.shape.slice(1) : source.shape;
  const declared = declaredSizes(source);
  const own = sizes.map((size, axis) => narrowed(source.direction, size, declared?.[axis]));
  const written = printShape(source.port.dtype, source.shape);
  const axis = source.batching ? '; Triton adds the batch axis' : '';
  const common = {
    name: source.port.name,
    type: source.type,
    cause: { derived: `shape read from ${source.file}`, from: [source.declared, source.cause] },
    comment: `${written} in ${source.file}${axis}`,
  };
  if (own.length === 0) return { ...common, dims: [1], symbols: [undefined], reshape: [] };
  return {
    ...common,
    dims: own,
    symbols: sizes.map((size) => (typeof size === 'string' ? size : undefined)),
  };
}

/** Sizes that the model text declares for the same axes, if it declares the same number of them. */
function declaredSizes(source: TensorSource): Shape | undefined {
  const type = source.declared?.type;
  if (type?.kind !== 'tensor' || type.shape.length !== source.shape.length) return undefined;
  return source.batching ? type.shape.slice(1) : type.shape;
}

/** An open axis of an input may be narrowed by its declaration; an output must say what the file says. */
function narrowed(
  direction: 'input' | 'output',
  size: number | string | null,
  declared: Shape[number] | undefined,
): number {
  if (typeof size === 'number') return size;
  return direction === 'input' && typeof declared === 'number' ? declared : -1;
}
