import { maximize, minimize, stopWhen, tryParameter } from '../../../vocabulary/areas/hyper-search.ts';
import { search, trials } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';

/** A search needs something to vary, something to compare by, and an end. */
export const rule: Rule = {
  code: 'TN1678',
  name: 'endless-search',
  summary: 'A search has no end, nothing to compare by or nothing to try.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(search, (block, _, report) => {
      const { name } = block.symbol;
      const origin = block.origin();
      const has = (...verbs: readonly string[]) => verbs.some((verb) => block.actions(verb).length > 0);
      if (!has(maximize.verb, minimize.verb)) {
        report({
          message: `${name} says nothing that trials are compared by.`,
          origin,
          help: 'Add maximize or minimize with a metric of the training.',
        });
      }
      if (!has(tryParameter.verb)) {
        report({
          message: `${name} tries nothing: every trial is the same.`,
          origin,
          help: 'Add try with a parameter and its values, such as try layers in 2..8.',
        });
      }
      if (block.child(trials) || has(stopWhen.verb)) return;
      report({
        message: `${name} has neither a number of trials nor a condition to stop: it goes on for ever.`,
        origin,
        help: 'Add trials { total: 50 }, or stop when.',
        ...fixable({
          title: 'Add trials { total: 50 }',
          edits: [addStatement(placeOf(block.layers), 'trials { total: 50 }')],
          preferred: true,
        }),
      });
    }),
  ],
  fixes: [replaceFix],
};
