import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb, stepsBefore, takeInstead } from '../chain.ts';

/** Rounding what was rounded loses twice and gains once. */
export const rule: Rule = {
  code: 'TN2008',
  name: 'quantised-twice',
  summary: 'A model is quantised that has been quantised already.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        const before = isVerb(step, 'quantise')
          ? stepsBefore(step).find((each) => isVerb(each, 'quantise'))
          : undefined;
        if (!isVerb(step, 'quantise') || !isVerb(before, 'quantise')) continue;
        const first = clauseOf(before, 'to')?.value;
        // Half precision on the way to whole numbers is a conversion, not a second rounding of ranges.
        if (first === 'fp16' || first === 'bf16') continue;
        report({
          message: `${step.name} quantises to ${clauseOf(step, 'to')?.value} what ${before.name} has quantised to ${first}.`,
          origin: { ...step.origin, range: step.block.originOf(step.takes.node, step.layer).range },
          help: `Quantise once; take ${before.takes.name}.`,
          related: [{ origin: before.origin, message: 'It is quantised here.' }],
          ...(step.layer.layer === 'template' ? {} : fixable(takeInstead(step, before.takes.name))),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
