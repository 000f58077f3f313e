import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import { quantity } from '../../../vocabulary/value-type.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf } from '../../written.ts';
import { entriesIn, writtenSteps } from '../written-steps.ts';

const DURATION = quantity('duration');

/** Between two windows there should be no rows that are in none. */
export const rule: Rule = {
  code: 'TN1632',
  name: 'window-gap',
  summary: 'Windows begin further apart than they are long.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const { step, action, file, reader } of writtenSteps(pipeline, model)) {
        const over = step.verb === 'window' ? clauseOf(action, 'over') : undefined;
        const every = entriesIn(action.body).find(({ name }) => name === 'every')?.value;
        const length = over && reader.read(DURATION, over);
        const distance = every && reader.read(DURATION, every);
        if (!over || !every || !length || !distance || distance.value <= length.value) continue;
        report({
          message: `The windows of ${step.name} are ${length.text} long and begin every ${distance.text}: rows in between are in none.`,
          origin: { ...step.origin, file, range: whereIs(every) },
          help: `Let them begin every ${length.text} or more often.`,
          data: {
            replacements: [
              {
                title: `Change every to ${textOf(over)}`,
                edits: [replaceNode(file, every, textOf(over))],
                preferred: true,
              },
            ],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
