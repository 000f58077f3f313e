import { experiment as experimentWord } from '../../../vocabulary/areas/experiments.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { controlOf, variantText } from '../versions-of.ts';

/** What must not get worse, and may all the same. */
export const rule: Rule = {
  code: 'TN2112',
  name: 'experiment-guard',
  summary: 'An experiment goes on although what it requires is broken.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const [first] = experiment.requirements;
      if (!first || !experiment.on) return;
      if (experiment.recoveries.some(({ event }) => event === 'requirement_broken')) return;
      const block = model.block(experimentWord, experiment)!;
      const control = controlOf(experiment);
      const service = experiment.on.qualifiedName.split('.').at(-1)!;
      const reaction =
        control?.model && `on requirement_broken rollback ${service} to ${variantText(control)}`;
      report({
        message: `Nothing happens when ${first.text} is broken: ${experiment.name} goes on.`,
        origin: first.origin,
        help: `Add ${reaction ?? 'on requirement_broken and what is to be done'}.`,
        data: {
          replacements:
            reaction === undefined
              ? []
              : [
                  {
                    title: `Add ${reaction}`,
                    edits: [addStatement(placeOf(block.layers), reaction)],
                    preferred: true,
                  },
                ],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
