import { experiment as experimentWord, test as testWord } from '../../../vocabulary/areas/experiments.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Among many metrics one looks good by chance. */
export const rule: Rule = {
  code: 'TN2116',
  name: 'experiment-correction',
  summary: 'Several metrics are tested as if there were one.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const { test, name, power } = experiment;
      if (!test || test.metrics.length < 2 || test.correction.value !== 'none') return;
      const alpha = power?.alpha.value ?? 0.05;
      const chance = 1 - (1 - alpha) ** test.metrics.length;
      const block = model.block(experimentWord, experiment)!;
      const { origin } = test.correction;
      const action = block.actions(testWord.verb).at(-1)!;
      const replacements: Replacement[] =
        origin.layer === 'default'
          ? [
              {
                title: 'Add correction: holm',
                edits: [
                  addStatement(placeOf(block.actionBlock(testWord, action).layers), 'correction: holm'),
                ],
                preferred: true,
              },
            ]
          : isOwn(origin)
            ? [replace('Change to holm', origin, 'correction: holm', true)]
            : [];
      report({
        message: `${name} tests ${test.metrics.length} metrics, so with chance ${Math.round(chance * 100)}% one of them looks different and is not.`,
        origin: test.origin,
        help: 'Correct for it: correction: holm.',
        data: { replacements },
      });
    }),
  ],
  fixes: [replaceFix],
};
