import { recovery } from '../../../vocabulary/areas/recovery.ts';
import type { Action } from '../../../generated/ast.ts';
import type { Block, BlockLayer } from '../../../model/lowering/block.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { ownLayer } from '../../written.ts';
import { isDeclaration } from '../../../generated/ast.ts';
import { actionsOf, fileOfLayer, handlersIn, headOf, RUNNING } from '../handlers.ts';

/** Verbs after which there is nothing left to try again. */
const LAST: ReadonlySet<string> = new Set(['rollback', 'degrade', 'reject', 'stop', 'isolate']);

/** First it is tried again, then it is given up. */
export const rule: Rule = {
  code: 'TN2201',
  name: 'retry-order',
  summary: 'Something is tried again after it was given up.',
  severity: 'warning',
  reach: 'element',
  checks: [
    ...RUNNING.map((word) =>
      onBlock(word, (block, _model, report) => {
        for (const { node, in: layer } of handlersIn(block))
          checkOrder(block, actionsOf(node), layer, report);
      }),
    ),
    onBlock(recovery, (block, _model, report) => {
      const layer = ownLayer(block);
      if (isDeclaration(layer.node) && layer.node.body)
        checkOrder(block, actionsOf({ body: layer.node.body }), layer, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkOrder(block: Block, actions: readonly Action[], layer: BlockLayer, report: SystemReport): void {
  const last = actions.findIndex(({ verb }) => LAST.has(verb));
  const retry = actions.findIndex(({ verb }, index) => verb === 'retry' && index > last);
  if (last < 0 || retry < 0) return;
  const [given, again] = [actions[last]!, actions[retry]!];
  const file = fileOfLayer(layer);
  const [first, second] = [headOf(given), headOf(again)];
  report({
    message: `It is tried again only after ${given.verb}, when there is nothing left to try.`,
    origin: block.originOf(again, layer, 'retry'),
    help: `Write retry before ${given.verb}.`,
    data: {
      replacements: [
        {
          title: `Try again before ${given.verb}`,
          edits: [
            { file, range: first.range, newText: second.text },
            { file, range: second.range, newText: first.text },
          ],
          preferred: true,
        },
      ],
    },
  });
}
