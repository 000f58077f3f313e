import { columns, schema, source } from '../../../vocabulary/areas/data.ts';
import { dataset } from '../../../vocabulary/areas/datasets.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** Rows have columns. */
export const rule: Rule = {
  code: 'TN1347',
  name: 'empty-columns',
  summary: 'The columns of rows are declared, and there are none.',
  severity: 'warning',
  reach: 'element',
  checks: [source, dataset].map((word) =>
    onBlock(word, (block, _model, report) => {
      for (const child of [...block.children(schema), ...block.children(columns)]) {
        if (child.statements().length > 0) continue;
        report({
          message: `${block.symbol.name} has a list of columns without a column.`,
          origin: child.origin(),
          help: 'Name the columns with their types, or leave the list out.',
        });
      }
    }),
  ),
};
