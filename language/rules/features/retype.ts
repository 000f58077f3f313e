import { isEntry } from '../../generated/ast.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import { printType, type DataType } from '../../types/data-type.ts';
import { replaceNode } from '../edits.ts';
import type { Replacement } from '../replacement.ts';

/** Gives a column another type; whether it may be null stays as it is. */
export function retype(column: Symbol | undefined, type: DataType, nullable: boolean): Replacement[] {
  const node = column?.node;
  if (column?.kind !== 'column' || !isEntry(node) || !node.value) return [];
  const right = printType({ ...type, nullable });
  const of = column.parent ? ` of ${column.parent.name}` : '';
  return [
    {
      title: `Change ${column.name}${of} to ${right}`,
      edits: [replaceNode(column.file.path, node.value, right)],
    },
  ];
}

/** The type without the mark that it may be null. */
export const printBare = (type: DataType): string => printType({ ...type, nullable: false });
