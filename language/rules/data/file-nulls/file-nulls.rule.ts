import { whereIs } from '../../../scoping/place.ts';
import { printType } from '../../../types/data-type.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import type { Rule } from '../../rule.ts';
import { columnOf, fileName, onTable } from '../data-file.ts';

/** The null mark of a column is a promise that everything behind it relies on. */
export const rule: Rule = {
  code: 'TN1315',
  name: 'file-nulls',
  summary: 'A column that may not be null is null in some rows of the data file.',
  severity: 'warning',
  reach: 'element',
  checks: onTable(({ location, fact, written }, report) => {
    for (const column of written) {
      const nulls = columnOf(fact, column.name)?.nulls ?? 0;
      if (column.type.nullable || column.type.kind === 'unknown' || nulls === 0) continue;
      const { node, file } = column;
      const right = printType({ ...column.type, nullable: true });
      report({
        message: `${column.name} is never null here, and is in ${nulls} of ${rowsOf(fact)} of ${fileName(location, fact)}.`,
        origin: node.value ? { ...column.origin, range: whereIs(node.value) } : column.origin,
        help: column.isKey
          ? 'Rows without a key are never found again: leave them out where the file is written.'
          : `Declare ${right}, or leave those rows out in a step.`,
        ...(column.isOwn && node.value && !column.isKey
          ? {
              data: {
                replacements: [
                  {
                    title: `Change the type to ${right}`,
                    edits: [replaceNode(file, node.value, right)],
                    preferred: true,
                  },
                ],
              },
            }
          : {}),
      });
    }
  }),
  fixes: [replaceFix],
};

function rowsOf({ rows, sampled }: { readonly rows?: number; readonly sampled?: number }): string {
  if (sampled !== undefined) return `the first ${sampled} rows`;
  return rows === undefined ? 'the rows' : `${rows} rows`;
}
