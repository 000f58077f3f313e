import { isEntry } from '../../../generated/ast.ts';
import { training } from '../../../vocabulary/areas/training.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** What tells one example from another says nothing about any of them. */
export const rule: Rule = {
  code: 'TN1690',
  name: 'only-keys',
  summary: 'A training learns from a dataset that has only keys.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, { analysis }, report) => {
      const on = block.clause('on');
      const examples = on?.value.map(({ symbol }) => symbol) ?? [];
      // Rows of a source may be joined with features first; a dataset is what is learnt from.
      if (!on || examples.length === 0 || examples.some(({ kind }) => kind !== 'dataset')) return;
      const columns = examples.flatMap((each) => [...(analysis.rowsOf(each)?.values() ?? [])]);
      const isKey = columns.map(
        ({ symbol }) => symbol && isEntry(symbol.node) && symbol.node.flags.includes('key'),
      );
      if (columns.length === 0 || !isKey.every(Boolean)) return;
      report({
        message: `${block.symbol.name} learns from ${examples.map(({ name }) => name).join(' and ')}, where each column is a key: there is nothing to learn from.`,
        origin: on.origin,
        help: 'Declare the columns that hold the examples.',
      });
    }),
  ],
};
