import type { DataType } from '../../../language/index.ts';
import type { DrawnFill } from '../fill.ts';
import { isFloat } from '../tensor-data.ts';
import type { Interval } from './interval.ts';

/** Share of values that are missing where a feature may be null: often enough that each batch has some. */
const MISSING = 0.05;

/** How far beyond its one known end a value is drawn. */
const SPAN = 100;

/** The numbers that a value of this type can have in a tensor of this dtype. */
export function fillOfType(type: DataType, dtype: string, range: Interval): DrawnFill | undefined {
  const values = bareFill(type, dtype, range);
  const mayMiss = type.nullable && isFloat(dtype) && values !== undefined && values.kind !== 'text';
  return mayMiss ? ({ ...values, missing: MISSING } as DrawnFill) : values;
}

function bareFill(type: DataType, dtype: string, range: Interval): DrawnFill | undefined {
  switch (type.kind) {
    case 'enum':
      return dtype === 'string'
        ? { kind: 'text', values: type.values }
        : { kind: 'integers', low: 0, high: Math.max(0, type.values.length - 1) };
    case 'list':
      return fillOfType({ ...type.item, nullable: false }, dtype, range);
    case 'image':
      return dtype === 'uint16' ? { kind: 'integers', low: 0, high: 65_535 } : pixels(dtype);
    case 'decimal':
      return numbers(range, false);
    case 'scalar':
      if (type.name === 'bool') return { kind: 'integers', low: 0, high: 1 };
      if (type.name === 'string') return dtype === 'string' ? { kind: 'text' } : undefined;
      if (/int/.test(type.name)) return numbers(held(range, WIDTHS[type.name]), true);
      return isFloatName(type.name) ? numbers(range, !isFloat(dtype)) : undefined;
    default:
      return undefined;
  }
}

const isFloatName = (name: string): boolean => name.includes('float');

const pixels = (dtype: string): DrawnFill =>
  isFloat(dtype) ? { kind: 'uniform', low: 0, high: 1 } : { kind: 'integers', low: 0, high: 255 };

/** Small types say by themselves where their values lie. */
const WIDTHS: Readonly<Record<string, Interval>> = {
  int8: { low: -128, high: 127 },
  uint8: { low: 0, high: 255 },
  uint16: { low: 0, high: 65_535 },
  uint32: { low: 0, high: Number.POSITIVE_INFINITY },
  uint64: { low: 0, high: Number.POSITIVE_INFINITY },
};

function held(range: Interval, width: Interval | undefined): Interval {
  if (width === undefined) return range;
  return { low: Math.max(range.low, width.low), high: Math.min(range.high, width.high) };
}

function numbers(range: Interval, isWhole: boolean): DrawnFill | undefined {
  const closed = close(range);
  if (closed === undefined) return undefined;
  const { low, high } = closed;
  return isWhole
    ? { kind: 'integers', low: Math.ceil(low), high: Math.max(Math.ceil(low), Math.floor(high)) }
    : { kind: 'uniform', low, high };
}

function close({ low, high }: Interval): Interval | undefined {
  const hasLow = Number.isFinite(low);
  const hasHigh = Number.isFinite(high);
  if (low > high || (!hasLow && !hasHigh)) return undefined;
  return { low: hasLow ? low : high - SPAN, high: hasHigh ? high : low + SPAN };
}
