import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, isPlain, written } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';

/** A student is another model than its teacher, and softened answers need a temperature. */
export const rule: Rule = {
  code: 'TN2014',
  name: 'same-student',
  summary: 'A distillation has its teacher as its student, or a temperature of zero.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        if (!isVerb(step, 'distil')) continue;
        const into = clauseOf(step, 'into');
        if (into && into.value === step.takes.name) {
          const right = `${step.takes.name}_small`;
          report({
            message: `${step.name} distils ${step.takes.name} into itself.`,
            origin: into.origin,
            help: 'Name the small model of the training program.',
            ...fixable(
              isPlain(into.node, step.layer) ? change(`Change to ${right}`, into, right) : undefined,
            ),
          });
        }
        const temperature = step.block.get('temperature');
        if (temperature?.value !== 0) continue;
        const place = written(step.block, 'temperature');
        report({
          message: `${step.name} divides the answers of ${step.takes.name} by a temperature of 0.`,
          origin: temperature.origin,
          help: '1 leaves the answers as they are; 2 to 5 are usual.',
          ...fixable(place && change('Change to 2', place, '2')),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
