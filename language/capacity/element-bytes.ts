import type { DataType, ScalarName } from '../types/data-type.ts';

/** Bytes of one value of a type with a fixed width, as memory and columnar formats have it. */
export const SCALAR_BYTES: Readonly<Partial<Record<ScalarName, number>>> = {
  bool: 1, int8: 1, int16: 2, int32: 4, int64: 8, uint8: 1, uint16: 2, uint32: 4, uint64: 8,
  float16: 2, bfloat16: 2, float32: 4, float64: 8,
  // Apache Arrow: days in 32 bits, timestamps and durations in 64.
  date: 4, timestamp: 8, duration: 8,
}; // prettier-ignore

/** Bytes of one weight, by the word for a precision or the name of an element type; 4-bit weights count half. */
const WEIGHT_BYTES: Readonly<Record<string, number>> = {
  fp32: 4, tf32: 4, fp16: 2, bf16: 2, fp8: 1, float8: 1, int8: 1, fp4: 0.5, nf4: 0.5, int4: 0.5,
}; // prettier-ignore

/** Bytes of one weight; undefined for a word that is no numeric type. */
export const weightBytes = (type: string): number | undefined =>
  WEIGHT_BYTES[type] ?? (Object.hasOwn(SCALAR_BYTES, type) ? SCALAR_BYTES[type as ScalarName] : undefined);

/** Width of one value: its fixed bytes, and whether more follow whose number the type does not say. */
export interface Width {
  readonly bytes: number;
  readonly open: boolean;
}

/** Width without compression and without marks for nulls; a decimal as Apache Arrow has it, in 16 or 32 bytes. */
export function widthOf(type: DataType): Width {
  switch (type.kind) {
    case 'scalar': {
      const bytes = SCALAR_BYTES[type.name];
      return { bytes: bytes ?? 0, open: bytes === undefined };
    }
    case 'decimal':
      return { bytes: type.precision <= 38 ? 16 : 32, open: false };
    case 'enum':
      // The smallest whole number that tells the values apart, as dictionaries have it.
      return { bytes: type.values.length <= 256 ? 1 : type.values.length <= 65_536 ? 2 : 4, open: false };
    case 'struct': {
      const fields = type.fields.map((field) => widthOf(field.type));
      return {
        bytes: fields.reduce((sum, field) => sum + field.bytes, 0),
        open: fields.some((field) => field.open),
      };
    }
    case 'tensor': {
      const element = SCALAR_BYTES[type.item];
      const sizes = type.shape.filter((size): size is number => typeof size === 'number');
      return element === undefined || sizes.length < type.shape.length
        ? { bytes: 0, open: true }
        : { bytes: sizes.reduce((product, size) => product * size, element), open: false };
    }
    default:
      return { bytes: 0, open: true };
  }
}
