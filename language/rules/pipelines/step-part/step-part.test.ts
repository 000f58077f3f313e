import { expect, it } from 'vitest';
import { checkText, fixed, marked } from '../../testing/check-text.ts';
import { changed, GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './step-part.rule.ts';

it('offers the part that was meant', () => {
  const bad = changed('sets.train', 'sets.tran');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic!.message).toBe('sets has no part tran.');
  expect(diagnostic!.help).toBe('Did you mean train?');
  expect(marked(bad, diagnostic!)).toBe('sets.tran');
  expect(fixed(rule, bad, diagnostic!)).toBe(pipelineText(...GOOD_STEPS));
});

it('asks for a part of a split', () => {
  const [diagnostic] = checkText(rule, changed('sets.eval', 'sets'));
  expect(diagnostic!.message).toBe('sets has several parts, and none is named.');
});

it('knows that other steps have no parts', () => {
  const bad = changed('split examples by', 'split examples.good by');
  const [diagnostic] = checkText(rule, bad);
  expect(fixed(rule, bad, diagnostic!)).toBe(pipelineText(...GOOD_STEPS));
});
