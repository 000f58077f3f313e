import { expect, it } from 'vitest';
import { checkText, marked } from '../../testing/check-text.ts';
import { changed, GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './split-key.rule.ts';

it('knows the columns behind the steps in between', () => {
  const bad = changed('by card_id', 'by card_ids');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic!.message).toBe('The rows of sets have no column card_ids.');
  expect(diagnostic!.help).toBe('Did you mean card_id?');
  expect(marked(bad, diagnostic!)).toContain('card_ids');
});

it('knows joined features', () => {
  expect(checkText(rule, changed('by card_id', 'by swipes_1h'))).toEqual([]);
  expect(checkText(rule, pipelineText(...GOOD_STEPS))).toEqual([]);
});
