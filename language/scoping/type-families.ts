import { isNumeric, scalar, type DataType } from '../types/data-type.ts';
import type { Quantity } from '../types/quantity.ts';

export const quantityType = ({ dimension }: Quantity): DataType =>
  scalar(dimension === 'duration' ? 'duration' : 'float64');

export const isTimeLike = (type: DataType): boolean =>
  type.kind === 'scalar' && (type.name === 'date' || type.name === 'timestamp');

export const isDuration = (type: DataType): boolean => type.kind === 'scalar' && type.name === 'duration';

/** Families of types that an argument may have; the share of true is a number, too. */
export const FITTING = {
  numbers: new Set(['number', 'bool', 'duration']),
  times: new Set(['time']),
  texts: new Set(['text']),
} as const satisfies Record<string, ReadonlySet<string>>;

/** Types that can be compared with one another. */
export function family(type: DataType): string | undefined {
  if (isNumeric(type)) return 'number';
  if (type.kind === 'enum') return 'text';
  if (type.kind !== 'scalar') return undefined;
  if (type.name === 'string') return 'text';
  if (isTimeLike(type)) return 'time';
  return type.name;
}
