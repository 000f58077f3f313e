import { expect, it } from 'vitest';
import { checkText, marked } from '../../testing/check-text.ts';
import { changed, GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './step-input.rule.ts';

it('tells rows from a trained model and from a report', () => {
  const bad = pipelineText(
    ...GOOD_STEPS,
    'step last = write report to bad',
    'step again = validate fit { expect amount > 0 }',
  );
  const found = checkText(rule, bad);
  expect(found.map(({ message }) => message)).toEqual([
    'write takes rows; report gives a report.',
    'validate takes rows; fit gives a trained model.',
  ]);
  expect(marked(bad, found[0]!)).toBe('report');
  expect(found[0]!.help).toBe('Steps that give rows: rows, clean, examples, sets, again.');
});

it('looks at what an evaluation is done on', () => {
  expect(checkText(rule, changed('evaluate fit on sets.eval', 'evaluate fit on fit'))).toHaveLength(1);
});

it('accepts the good pipeline', () => {
  expect(checkText(rule, pipelineText(...GOOD_STEPS))).toEqual([]);
});

it('lets a training continue a model', () => {
  const text = pipelineText(
    ...GOOD_STEPS,
    'step more = train net on sets.train from fit',
    'step best = register more as net',
  );
  expect(checkText(rule, text)).toEqual([]);
});
