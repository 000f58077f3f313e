import { isDeclaration, isNameRef } from '../../../generated/ast.ts';
import { recovery } from '../../../vocabulary/areas/recovery.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { ownLayer } from '../../written.ts';
import { actionsOf, fileOfLayer, handlersIn, RUNNING } from '../handlers.ts';

/** Everybody believes that somebody uses it. */
export const rule: Rule = {
  code: 'TN2213',
  name: 'idle-recovery',
  summary: 'A named recovery is used by nothing.',
  severity: 'hint',
  reach: 'project',
  set: 'strict',
  checks: [
    onBlock(recovery, (block, model, report) => {
      const isUsed = RUNNING.flatMap((word) => model.blocks(word)).some((each) =>
        handlersIn(each).some(({ node, in: layer }) =>
          actionsOf(node).some(
            ({ verb, object }) =>
              verb === 'use' &&
              isNameRef(object) &&
              layer.reader.names.lookup(object.name, ['recovery']) === block.symbol,
          ),
        ),
      );
      const layer = ownLayer(block);
      if (isUsed || !isDeclaration(layer.node)) return;
      report({
        message: `Nothing uses ${block.symbol.name}: no on failure names it.`,
        origin: block.origin(),
        help: `Write on failure use ${block.symbol.name} where it is meant, or remove it.`,
        data: {
          replacements: [
            {
              title: `Remove ${block.symbol.name}`,
              edits: [removeStatement(fileOfLayer(layer), layer.node)],
            },
          ],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
