import type { Expression as ExpressionSyntax } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import type { Reader } from '../../../scoping/reader.ts';
import { columns, expectOfSource, schema, source } from '../../../vocabulary/areas/data.ts';
import { contradiction, exchangeEdges, limitsOf } from '../../limits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { clauseOf } from '../../written.ts';

/** A condition that no value can meet refuses every row. */
export const rule: Rule = {
  code: 'TN1334',
  name: 'impossible-where',
  summary: 'A condition of a schema that no value can meet.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(source, (block, _model, report) => {
      const check = (
        name: string,
        node: ExpressionSyntax,
        reader: Reader,
        origin: Parameters<typeof report>[0]['origin'],
      ): void => {
        const found = contradiction(limitsOf(node, reader.silently()));
        if (!found) return;
        const [a, b] = found.map((limit) => textOf(limit.node));
        report({
          message:
            a === b ? `Nothing can be ${a}.` : `No ${name} is both ${a} and ${b}, so every row is refused.`,
          origin,
          help: 'Write the lower limit first, or join the two by or.',
          data: { replacements: exchangeEdges(origin.file, found) },
        });
      };
      for (const table of [...block.children(schema), ...block.children(columns)]) {
        for (const { node, in: layer } of table.rows()) {
          const where = clauseOf(node, 'where');
          if (where) check(node.name, where, layer.reader, table.originOf(where, layer));
        }
      }
      for (const { node, in: layer } of block.actions(expectOfSource.verb))
        if (node.object) check('row', node.object, layer.reader, block.originOf(node.object, layer));
    }),
  ],
  fixes: [replaceFix],
};
