import { printName } from '../../../types/print-name.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import type { Block } from '../../../model/lowering/block.ts';
import type { TableColumn } from '../../../project/facts.ts';
import { columns, schema } from '../../../vocabulary/areas/data.ts';
import type { Rule } from '../../rule.ts';
import { fileName, onTable, writtenType } from '../data-file.ts';

/** A schema may leave columns out; who wants to see all of them switches this on. */
export const rule: Rule = {
  code: 'TN1316',
  name: 'undeclared-columns',
  summary: 'The data file has columns that the schema leaves out.',
  severity: 'hint',
  reach: 'element',
  set: 'all',
  checks: onTable(({ block, location, fact, written }, report) => {
    const extra = fact.columns.filter(({ name }) => !written.some((column) => column.name === name));
    if (written.length === 0 || extra.length === 0) return;
    const names = extra.map(({ name }) => name).join(', ');
    report({
      message: `${fileName(location, fact)} also has the ${extra.length === 1 ? 'column' : 'columns'} ${names}.`,
      origin: location.origin,
      help: 'Declare what is used.',
      data: { replacements: addAll(block, extra) },
    });
  }),
  fixes: [replaceFix],
};

/** One edit for each column, because each is added below the last one that is there. */
function addAll(block: Block, extra: readonly TableColumn[]): Replacement[] {
  const child = [schema, columns].flatMap((word) => block.children(word))[0];
  const rows = extra.flatMap(({ name, type }) => {
    const text = writtenType(type);
    return text === undefined ? [] : [`${printName(name)} : ${text}`];
  });
  if (!child || rows.length === 0) return [];
  const edits = [addStatement(placeOf(child.layers), rows.join('\n'))];
  return [{ title: `Declare ${extra.map(({ name }) => name).join(', ')}`, edits }];
}
