import { isNumeric, type DataType } from '../types/data-type.ts';

/** Types whose values can be compared and joined with one another; undefined where that is not known. */
export function familyOf(type: DataType): string | undefined {
  if (type.kind === 'unknown') return undefined;
  if (isNumeric(type)) return 'number';
  if (type.kind === 'enum') return 'text';
  if (type.kind !== 'scalar') return type.kind;
  if (type.name === 'string') return 'text';
  return type.name === 'date' || type.name === 'timestamp' ? 'time' : type.name;
}

export function areComparable(a: DataType, b: DataType): boolean {
  const [left, right] = [familyOf(a), familyOf(b)];
  return left === undefined || right === undefined || left === right;
}
