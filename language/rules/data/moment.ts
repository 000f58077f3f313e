import type { DataType } from '../../types/data-type.ts';

/** A type that says when something happened. */
export const isMoment = (type: DataType): boolean =>
  type.kind === 'scalar' && (type.name === 'timestamp' || type.name === 'date');
