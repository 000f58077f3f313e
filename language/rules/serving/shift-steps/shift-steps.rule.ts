import { AstUtils } from 'langium';
import { isAction } from '../../../generated/ast.ts';
import { experiment, shift } from '../../../vocabulary/areas/experiments.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { growing, shareText } from '../growing-shares.ts';

/** The winner gets more requests step by step, and in the end all. */
export const rule: Rule = {
  code: 'TN1749',
  name: 'shift-steps',
  summary: 'The shares by which requests are moved to a version do not grow to all of them.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(experiment, (block, _model, report) => {
      for (const { node, in: layer } of block.handlers()) {
        for (const action of AstUtils.streamAst(node).filter(isAction)) {
          if (action.verb !== shift.verb) continue;
          const steps = block.actionBlock(shift, { node: action, in: layer }).require('steps');
          const right = growing(steps.value);
          if (!right) continue;
          const text = `steps: [${right.map(shareText).join(', ')}]`;
          const last = shareText(steps.value.at(-1) ?? 0);
          report({
            message: `The requests are moved by ${steps.value.map(shareText).join(', ')}, and in the end ${last} of them are.`,
            origin: steps.origin,
            help: `Write ${text}.`,
            data: {
              replacements: isOwn(steps.origin)
                ? [replace(`Change to ${text}`, steps.origin, text, true)]
                : [],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
