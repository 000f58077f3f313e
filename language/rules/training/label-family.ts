import type { DataType } from '../../types/data-type.ts';
import { isFloatName } from '../../types/data-type.ts';

/** What a label asks for: one of two, one of several, or a number. Whole numbers may be either, so they say nothing. */
export type LabelFamily = 'yes or no' | 'class' | 'number';

export function labelFamily(type: DataType | undefined): LabelFamily | undefined {
  if (type?.kind === 'enum') return type.values.length === 2 ? 'yes or no' : 'class';
  if (type?.kind === 'decimal') return 'number';
  if (type?.kind !== 'scalar') return undefined;
  if (type.name === 'bool') return 'yes or no';
  if (type.name === 'string') return 'class';
  return isFloatName(type.name) ? 'number' : undefined;
}
