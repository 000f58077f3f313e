import { schema, sink } from '../../../vocabulary/areas/data.ts';
import { addStatement, placeOf, replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';

/** A row can only be replaced when it is known again. */
export const rule: Rule = {
  code: 'TN1336',
  name: 'upsert-key',
  summary: 'A sink replaces rows by their key and has none.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(sink, (block, _model, report) => {
      const mode = block.get('mode');
      if (mode?.value !== 'upsert' || block.get('key')) return;
      const keys = block
        .children(schema)
        .flatMap((table) => table.rows())
        .flatMap(({ node }) => (node.flags.includes('key') ? [node.name] : []));
      const written = writtenValue(block, 'mode');
      const statement = `key: ${keys.length === 1 ? keys[0]! : `[${keys.join(', ')}]`}`;
      report({
        message: `${block.symbol.name} replaces rows with the same key, and no key is named.`,
        origin: mode.origin,
        help: 'Name the columns by which a row is known again: key: [store, day].',
        data: {
          replacements: [
            ...(keys.length > 0
              ? [
                  {
                    title: `Add ${statement}`,
                    edits: [addStatement(placeOf(block.layers), statement)],
                    preferred: true,
                  },
                ]
              : []),
            ...(written
              ? [
                  {
                    title: 'Change to mode: overwrite',
                    edits: [replaceNode(written.file, written.node, 'overwrite')],
                  },
                ]
              : []),
          ],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
