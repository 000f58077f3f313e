import { expect, it } from 'vitest';
import { checkText, fixed, marked } from '../../testing/check-text.ts';
import { changed, GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './split-shares.rule.ts';

it('completes the last share', () => {
  const bad = changed('eval: 20%', 'eval: 10%');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic!.message).toBe('The parts of sets add up to 90%, not to 100%.');
  expect(marked(bad, diagnostic!)).toBe('10%');
  expect(fixed(rule, bad, diagnostic!)).toBe(pipelineText(...GOOD_STEPS));
});

it('has no fix when the others are already too much', () => {
  const [diagnostic] = checkText(rule, changed('train: 80%', 'train: 120%'));
  expect(diagnostic).toBeDefined();
  expect(() => fixed(rule, '', diagnostic!)).toThrow();
});

it('is not confused by binary fractions', () => {
  expect(checkText(rule, changed('train: 80%, eval: 20%', 'train: 70%, eval: 20%, test: 10%'))).toEqual([]);
});
