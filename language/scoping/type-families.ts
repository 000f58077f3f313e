import { isNumeric, scalar, type DataType } from '../types/data-type.ts';
import type { Quantity } from '../types/quantity.ts';
import { ARGUMENT_FAMILIES } from '../vocabulary/functions.ts';

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

/** Whether a function takes arguments of a type; of a type that has no family, and of a function that takes any, it does. */
export function takesArgument(name: string, type: DataType): boolean {
  const wanted = Object.hasOwn(ARGUMENT_FAMILIES, name) ? ARGUMENT_FAMILIES[name] : undefined;
  const found = family(type);
  return wanted === undefined || found === undefined || FITTING[wanted].has(found);
}
