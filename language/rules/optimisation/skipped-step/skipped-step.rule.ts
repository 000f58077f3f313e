import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { hasUnknown } from '../../named-steps.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';
import { chainOf, takeInstead, type ChainStep } from '../chain.ts';
import { figuresOf } from '../gate-figures.ts';

/** In a chain, each step goes on with what the one before made. */
export const rule: Rule = {
  code: 'TN2022',
  name: 'skipped-step',
  summary: 'Nothing goes on with the result of a step.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, model, report) => {
      // What is misspelt may have been meant.
      if (hasUnknown(block.symbol, model)) return;
      const { steps, gates } = chainOf(block);
      const asked = new Set(gates.flatMap(({ node }) => [...figuresOf(node)]));
      for (const step of steps) {
        if (step.verb === 'compile' || asked.has(step.name)) continue;
        if (steps.some(({ takes }) => takes.step === step)) continue;
        const after = steps.slice(steps.indexOf(step) + 1).filter((each) => within(each, step));
        // The last step of a body is its result.
        if (!after.some((each) => each.branches.length === step.branches.length)) continue;
        const next = after.find(({ takes }) => takes.name === step.takes.name);
        report({
          message: `Nothing goes on with ${step.name}${next ? `: ${next.name} takes ${next.takes.name} as it was before` : ''}.`,
          origin: step.origin,
          help: next
            ? `Let ${next.name} take ${step.name}, or remove the step.`
            : 'Let a step take it, or remove it.',
          ...(next && next.layer.layer !== 'template' ? fixable(takeInstead(next, step.name)) : {}),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Whether a step stands in the body of another one, or in a branch below it. */
const within = (step: ChainStep, of: ChainStep): boolean =>
  of.branches.every((name, index) => step.branches[index] === name);
