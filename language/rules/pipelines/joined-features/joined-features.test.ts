import { expect, it } from 'vitest';
import { checkText, marked } from '../../testing/check-text.ts';
import { changed, GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './joined-features.rule.ts';

it('compares the examples with the model that is registered', () => {
  const bad = changed('split examples', 'split clean');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic!.message).toBe(
    "net takes a feature that the rows of fit don't have: activity.swipes_1h.",
  );
  expect(diagnostic!.help).toBe('Join the rows with activity before they are split.');
  expect(marked(bad, diagnostic!)).toBe('sets.train');
});

it('accepts rows that were joined', () => {
  expect(checkText(rule, pipelineText(...GOOD_STEPS))).toEqual([]);
});
