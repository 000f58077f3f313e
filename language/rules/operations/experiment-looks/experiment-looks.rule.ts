import { experiment as experimentWord } from '../../../vocabulary/areas/experiments.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Methods whose error holds for one look at the end. */
const ONE_LOOK: ReadonlySet<string> = new Set(['t_test', 'mann_whitney', 'bootstrap']);

/** Each look at a test is one more chance to be wrong. */
export const rule: Rule = {
  code: 'TN2115',
  name: 'experiment-looks',
  summary: 'A test is looked at more often than its method allows.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const { test, name } = experiment;
      if (!test?.looks) return;
      const { looks, method } = test;
      if (looks.value === 'sequential' && method && ONE_LOOK.has(method.value)) {
        report({
          message: `${method.value} is only right when it is looked at once, and ${name} looks all the time.`,
          origin: method.origin,
          help: 'Use method: msprt, or test fixed.',
          data: {
            replacements: isOwn(method.origin)
              ? [replace('Change to msprt', method.origin, 'method: msprt', true)]
              : [],
          },
        });
      }
      if (looks.value === 'fixed' && !experiment.duration) {
        const block = model.block(experimentWord, experiment)!;
        report({
          message: `${name} is looked at once, at its end, and has no end.`,
          origin: test.origin,
          help: 'Say how long it goes on, such as runs for 14d.',
          data: {
            replacements: [
              { title: 'Add runs for 14d', edits: [addStatement(placeOf(block.layers), 'runs for 14d')] },
            ],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
