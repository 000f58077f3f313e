import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';

/** A share that stays lies between nothing and all. */
export const rule: Rule = {
  code: 'TN2012',
  name: 'prune-share',
  summary: 'Pruning keeps nothing, everything, or more than there is.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        const to = isVerb(step, 'prune') ? clauseOf(step, 'to') : undefined;
        if (!to || (to.value > 0 && to.value < 1)) continue;
        const percent = `${Number((to.value * 100).toPrecision(4))} %`;
        report({
          message:
            to.value === 1
              ? `${step.name} keeps all of the weights, so nothing is pruned.`
              : to.value > 1
                ? `${step.name} keeps ${percent} of the weights; there are only 100 %.`
                : `${step.name} keeps ${percent} of the weights: nothing is left.`,
          origin: to.origin,
          help: 'to says which share stays: to 40% removes 60 %.',
          ...fixable(isPlain(to.node, step.layer) ? change('Change to 50%', to, '50%') : undefined),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
