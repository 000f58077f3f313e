import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './unused-step.rule.ts';

it('finds what nobody takes', () => {
  const found = checkText(
    rule,
    pipelineText(
      ...GOOD_STEPS,
      'step few = filter rows where amount > 10',
      'step check = validate rows { expect amount > 0 }',
    ),
  );
  expect(found.map(({ message, severity }) => [message, severity])).toEqual([
    ['Nothing takes the result of few (rows).', 'hint'],
  ]);
});

it('is content with the good pipeline', () => {
  expect(checkText(rule, pipelineText(...GOOD_STEPS))).toEqual([]);
});
