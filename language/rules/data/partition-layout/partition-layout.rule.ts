import { sink } from '../../../vocabulary/areas/data.ts';
import { printName } from '../../../types/print-name.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';

/** Readers find out the partition columns of a folder from one of its files, and fail at the others. */
export const rule: Rule = {
  code: 'TN1317',
  name: 'partition-layout',
  summary: 'A sink lays its files out by other columns than those that are there.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(sink, (block, { facts }, report) => {
      const [location, partition] = [block.get('location'), block.get('partition')];
      const fact = location && facts.schema(location.value);
      if (!fact || 'problem' in fact || !partition || !fact.folder) return;
      if (block.require('mode').value === 'overwrite') return;
      const there = fact.columns.flatMap((column) => (column.partition ? [column.name] : []));
      if (there.join('\n') === partition.value.join('\n')) return;
      const written = writtenValue(block, 'partition');
      const right = `[${there.map(printName).join(', ')}]`;
      report({
        message: `${block.symbol.name} is laid out by ${partition.value.join(', ')}, and ${location.value} ${there.length === 0 ? 'not at all' : `by ${there.join(', ')}`}.`,
        origin: partition.origin,
        help: 'Write into another folder, or lay the files out as those that are there.',
        ...(written && there.length > 0
          ? {
              data: {
                replacements: [
                  { title: `Change to ${right}`, edits: [replaceNode(written.file, written.node, right)] },
                ],
              },
            }
          : {}),
      });
    }),
  ],
  fixes: [replaceFix],
};
