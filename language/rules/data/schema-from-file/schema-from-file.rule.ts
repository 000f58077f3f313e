import { whereIs } from '../../../scoping/place.ts';
import { printName } from '../../../types/print-name.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import type { Rule } from '../../rule.ts';
import { onTable, writtenType } from '../data-file.ts';

/** What is written down can be held against the file; what is taken from it changes with it. */
export const rule: Rule = {
  code: 'TN1311',
  name: 'schema-from-file',
  summary: 'A source takes its columns from its data file and has no schema of its own.',
  severity: 'hint',
  reach: 'element',
  checks: onTable(({ block, location, fact, written }, report) => {
    if (written.length > 0 || block.symbol.kind === 'sink') return;
    const rows = fact.columns.flatMap(({ name, type }) => {
      const text = writtenType(type);
      return text === undefined ? [] : [{ name: printName(name), type: text }];
    });
    if (rows.length === 0) return;
    const place = placeOf(block.layers);
    const range = place.body && whereIs(place.body);
    const isOneLine = range !== undefined && range.start.line === range.end.line;
    const count = `${fact.columns.length} ${fact.columns.length === 1 ? 'column' : 'columns'}`;
    report({
      message: `${block.symbol.name} takes its ${count} from ${location.value}.`,
      origin: location.origin,
      help: 'Write the schema down, so that a change of the file is noticed.',
      data: {
        replacements: [
          {
            title: `Write the schema of ${location.value} down`,
            edits: [addStatement(place, print(rows, isOneLine))],
          },
        ],
      },
    });
  }),
  fixes: [replaceFix],
};

/** A schema with its types below each other, or in one line where everything else stands in one. */
function print(
  rows: readonly { readonly name: string; readonly type: string }[],
  isOneLine: boolean,
): string {
  if (isOneLine) return `schema { ${rows.map(({ name, type }) => `${name} : ${type}`).join(', ')} }`;
  const width = Math.max(...rows.map(({ name }) => name.length));
  return `schema {\n${rows.map(({ name, type }) => `  ${name.padEnd(width)} : ${type}\n`).join('')}}`;
}
