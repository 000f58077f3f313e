import { expect, it } from 'vitest';
import { checkText, marked } from '../../testing/check-text.ts';
import { changed, GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './evaluated-model.rule.ts';

it('names the steps that train', () => {
  const bad = changed('evaluate fit', 'evaluate clean');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic!.message).toBe('evaluate takes a trained model; clean gives rows.');
  expect(diagnostic!.help).toBe('Trained by: fit.');
  expect(marked(bad, diagnostic!)).toBe('clean');
});

it('holds for registering too', () => {
  expect(checkText(rule, changed('register fit', 'register report'))).toHaveLength(1);
  expect(checkText(rule, pipelineText(...GOOD_STEPS))).toEqual([]);
});
