import type { Action } from '../../../generated/ast.ts';
import { isAction, isDeclaration } from '../../../generated/ast.ts';
import type { Block, BlockLayer } from '../../../model/lowering/block.ts';
import { whereIs } from '../../../scoping/place.ts';
import { recovery, retry } from '../../../vocabulary/areas/recovery.ts';
import { isLiteral } from '../../literal.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { ownLayer } from '../../written.ts';
import { actionsOf, fileOfLayer, handlersIn, RUNNING } from '../handlers.ts';

const MOST = 20;

/** No try is no reaction, and a hundred hide the fault from everyone for a day. */
export const rule: Rule = {
  code: 'TN2202',
  name: 'retry-count',
  summary: 'Something is tried again not at all, or far too often.',
  severity: 'warning',
  reach: 'element',
  checks: [
    ...RUNNING.map((word) =>
      onBlock(word, (block, _model, report) => {
        for (const { node, in: layer } of handlersIn(block))
          for (const action of actionsOf(node)) checkCount(block, action, layer, report);
      }),
    ),
    onBlock(recovery, (block, _model, report) => {
      const layer = ownLayer(block);
      if (!isDeclaration(layer.node)) return;
      for (const action of (layer.node.body?.statements ?? []).filter(isAction))
        checkCount(block, action, layer, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkCount(block: Block, action: Action, layer: BlockLayer, report: SystemReport): void {
  if (action.verb !== 'retry' || !action.object) return;
  const times = layer.reader.silently().read(retry.object!.type, action.object) as number | undefined;
  if (times === undefined || (times > 0 && times <= MOST)) return;
  const newText = times === 0 ? '1 times' : '5 times';
  report({
    message:
      times === 0
        ? 'It is tried again 0 times, which is the same as nothing.'
        : `It is tried again ${times} times before anybody is told.`,
    origin: block.originOf(action.object, layer, 'retry'),
    help: 'What three to five tries do not mend needs somebody to look.',
    data: {
      replacements: isLiteral(action.object)
        ? [
            {
              title: `Change to ${newText}`,
              edits: [{ file: fileOfLayer(layer), range: whereIs(action.object), newText }],
            },
          ]
        : [],
    },
  });
}
