import { isDeclaration } from '../../../generated/ast.ts';
import { recovery } from '../../../vocabulary/areas/recovery.ts';
import { addStatement, placeOf, removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { ownLayer } from '../../written.ts';
import { actionsOf, fileOfLayer, handlersIn, RUNNING } from '../handlers.ts';

const RETRY = 'retry 2 times backoff exponential from 30s to 10m';

/** A reaction that does nothing also keeps away the one further out, since the nearest wins. */
export const rule: Rule = {
  code: 'TN2206',
  name: 'empty-reaction',
  summary: 'An event is handled by doing nothing.',
  severity: 'warning',
  reach: 'element',
  checks: [
    ...RUNNING.map((word) =>
      onBlock(word, (block, _model, report) => {
        for (const { node, in: layer } of handlersIn(block)) {
          if (actionsOf(node).length > 0) continue;
          report({
            message: `on ${node.event} does nothing, and keeps away what is done about it further out.`,
            origin: block.originOf(node, layer, `on ${node.event}`),
            help: 'Say what is done, or remove it.',
            data: {
              replacements: [
                {
                  title: `Remove on ${node.event}`,
                  edits: [removeStatement(fileOfLayer(layer), node)],
                },
              ],
            },
          });
        }
      }),
    ),
    onBlock(recovery, (block, _model, report) => {
      const { node } = ownLayer(block);
      if (!isDeclaration(node) || (node.body?.statements.length ?? 0) > 0) return;
      report({
        message: `${block.symbol.name} does nothing, and neither does what uses it.`,
        origin: block.origin(),
        help: `Say what is done, such as ${RETRY}.`,
        data: {
          replacements: [{ title: `Add ${RETRY}`, edits: [addStatement(placeOf(block.layers), RETRY)] }],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
