import { createHash } from 'node:crypto';
import type { InputTensor } from './input-plan.ts';
import { splitmix64, type RandomStream } from './splitmix64.ts';

export interface FilledTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

export type TensorData = NumberArray | BigInt64Array | BigUint64Array | readonly string[];

type NumberArray =
  Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** Fills each tensor from its own stream, so that adding an input does not change the others. */
export function fillTensors(tensors: readonly InputTensor[], seed: bigint): FilledTensor[] {
  return tensors.map((tensor, index) => {
    const length = tensor.shape.reduce((product, size) => product * size, 1);
    const data = fill(tensor, length, splitmix64(seed + BigInt(index)));
    return { name: tensor.name, dtype: tensor.dtype, shape: tensor.shape, data };
  });
}

/** SHA-256 over names, dtypes, shapes and bytes: equal hashes mean equal inputs. */
export function hashTensors(tensors: readonly FilledTensor[]): string {
  const hash = createHash('sha256');
  for (const { name, dtype, shape, data } of tensors) {
    hash.update(JSON.stringify([name, dtype, shape]));
    if (ArrayBuffer.isView(data)) hash.update(data);
    else hash.update(JSON.stringify(data));
  }
  return hash.digest('hex');
}

function fill(tensor: InputTensor, length: number, random: RandomStream): TensorData {
  const rule = tensor.fill;
  if (rule.kind === 'text') return Array.from({ length }, () => `text-${random.bits() % 100n}`);
  if (rule.kind === 'normal') return fillNormal(tensor.dtype, length, random);
  const span = rule.high - rule.low + 1;
  const draw = (): number => rule.low + Math.floor(random.uniform() * span);
  if (tensor.dtype === 'int64') return BigInt64Array.from({ length }, () => BigInt(draw()));
  if (tensor.dtype === 'uint64') return BigUint64Array.from({ length }, () => BigInt(draw()));
  return integerArray(tensor.dtype, length).map(draw);
}

function fillNormal(dtype: string, length: number, random: RandomStream): TensorData {
  if (dtype === 'float64') return new Float64Array(length).map(() => random.normal());
  if (dtype === 'float16') return new Uint16Array(length).map(() => float16Bits(random.normal()));
  return new Float32Array(length).map(() => random.normal());
}

function integerArray(dtype: string, length: number): NumberArray {
  switch (dtype) {
    case 'int8':
      return new Int8Array(length);
    case 'int16':
      return new Int16Array(length);
    case 'uint16':
      return new Uint16Array(length);
    case 'int32':
      return new Int32Array(length);
    case 'uint32':
      return new Uint32Array(length);
    default:
      return new Uint8Array(length);
  }
}

const float = new Float32Array(1);
const floatBits = new Uint32Array(float.buffer);

/** The IEEE half-precision bits of a value below 65504; what is below the smallest normal half becomes zero. */
export function float16Bits(value: number): number {
  float[0] = value;
  const bits = floatBits[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  if (exponent <= 0) return sign;
  // Adding half of the dropped bits rounds; a carry moves into the exponent, as it should.
  return sign | (((exponent << 10) | ((bits >>> 13) & 0x3ff)) + ((bits >>> 12) & 1));
}
