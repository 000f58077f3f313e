import { experiment as experimentWord } from '../../../vocabulary/areas/experiments.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Who decides after having seen the figures decides for what they wanted. */
export const rule: Rule = {
  code: 'TN2114',
  name: 'experiment-decision',
  summary: 'Nothing says when an experiment is won.',
  severity: 'hint',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      if (!experiment.split || experiment.win.length > 0) return;
      // A reaction to winning without a condition is told where the reaction stands.
      if (experiment.recoveries.some(({ event }) => event === 'win')) return;
      const metric = experiment.primary?.qualifiedName.split('.').at(-1);
      const condition = `win when lift(${metric ?? 'ctr'}) > 0% and p_value(${metric ?? 'ctr'}) < 0.05`;
      const block = model.block(experimentWord, experiment)!;
      report({
        message: `${experiment.name} never says when it is won.`,
        origin: experiment.primary?.origin ?? experiment.split.origin,
        help: `Say it before the figures are seen, such as ${condition}.`,
        data: {
          replacements:
            metric === undefined
              ? []
              : [{ title: `Add ${condition}`, edits: [addStatement(placeOf(block.layers), condition)] }],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
