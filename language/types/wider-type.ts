import type { DataType } from './data-type.ts';

/** From narrow to wide, as arithmetic mixes them. */
const ORDER = ['bool', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'float16', 'bfloat16', 'float32', 'float64']; // prettier-ignore

/** The type that holds the values of both; of types that have no such type the first. */
export function widerType(left: DataType, right: DataType): DataType {
  const nullable = left.nullable || right.nullable;
  return { ...wider(left, right), nullable };
}

function wider(left: DataType, right: DataType): DataType {
  if (left.kind === 'unknown') return right;
  if (left.kind === 'decimal' && right.kind === 'decimal') return widerDecimal(left, right);
  if (isFloat(right) && left.kind === 'decimal') return right;
  if (left.kind !== 'scalar' || right.kind !== 'scalar')
    return left.kind === 'scalar' && right.kind === 'decimal' && !isFloat(left) ? right : left;
  return ORDER.indexOf(right.name) > ORDER.indexOf(left.name) ? right : left;
}

type Decimal = Extract<DataType, { kind: 'decimal' }>;

/** Room for the digits of both before and behind the point, as long as a decimal has it. */
function widerDecimal(left: Decimal, right: Decimal): DataType {
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  return { kind: 'decimal', precision: Math.min(38, whole + scale), scale, nullable: false };
}

const isFloat = (type: DataType): boolean => type.kind === 'scalar' && /float/.test(type.name);
