import { service } from '../../../vocabulary/areas/serving.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { actionsOf, fileOfLayer, handlersIn, headOf } from '../handlers.ts';

/** Each try is one more request for a service that has too many. */
export const rule: Rule = {
  code: 'TN2204',
  name: 'retry-overload',
  summary: 'A service that has too many requests gets them again.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(service, (block, _model, report) => {
      for (const { node, in: layer } of handlersIn(block)) {
        if (node.event !== 'overload') continue;
        for (const action of actionsOf(node)) {
          if (action.verb !== 'retry') continue;
          const newText = 'reject with "Too many requests."';
          report({
            message: `${block.symbol.name} has more requests than it answers, and is sent them again.`,
            origin: block.originOf(action, layer, 'retry'),
            help: 'Refuse them, or go on with less: reject, degrade.',
            data: {
              replacements: [
                {
                  title: `Change to ${newText}`,
                  edits: [{ file: fileOfLayer(layer), range: headOf(action).range, newText }],
                },
              ],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
