import { onElement, type Rule } from '../../rule.ts';
import { isVerb, passedBefore } from '../step-results.ts';

/** Two copies of a row have to be together to be found. */
export const rule: Rule = {
  code: 'TN1615',
  name: 'late-deduplicate',
  summary: 'Copies of rows are removed after the rows were split.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      for (const step of pipeline.steps) {
        if (step.verb !== 'deduplicate') continue;
        const split = passedBefore(pipeline, step.inputs[0]).find((each) => isVerb(each, 'split'));
        if (!split) continue;
        report({
          message: `${step.name} looks for copies in one part of ${split.name}; a copy in another part stays.`,
          origin: step.origin,
          help: 'Deduplicate the rows before they are split.',
          related: [{ origin: split.origin, message: 'The rows are split here.' }],
        });
      }
    }),
  ],
};
