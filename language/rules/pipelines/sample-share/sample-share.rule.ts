import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf } from '../../written.ts';
import { whereIs } from '../../../scoping/place.ts';
import { writtenSteps } from '../written-steps.ts';

/** A sample has some of the rows: not none, and not more than all. */
export const rule: Rule = {
  code: 'TN1625',
  name: 'sample-share',
  summary: 'A sample of more than all rows, or of none.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const { step, action, file, reader } of writtenSteps(pipeline, model)) {
        const to = step.verb === 'sample' ? clauseOf(action, 'to') : undefined;
        const value = to && reader.evaluate(to);
        if (value?.is !== 'quantity' || value.quantity.dimension !== 'ratio') continue;
        const share = value.quantity.value;
        if (share > 0 && share <= 1) continue;
        report({
          message: `${step.name} takes ${value.quantity.text} of the rows.`,
          origin: { ...step.origin, file, range: whereIs(to!) },
          help: share > 1 ? 'There are no more than 100%.' : 'No row would be left.',
          data: {
            replacements:
              share > 1 ? [{ title: 'Change to 100%', edits: [replaceNode(file, to!, '100%')] }] : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
