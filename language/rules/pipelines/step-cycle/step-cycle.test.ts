import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './step-cycle.rule.ts';

it('shows the circle', () => {
  const [diagnostic] = checkText(
    rule,
    pipelineText('step b = filter a where amount > 1', 'step a = filter b where amount > 2'),
  );
  expect(diagnostic!.message).toBe('Steps wait for each other: a ← b ← a.');
});

it('follows conditions', () => {
  const bad = pipelineText(
    ...GOOD_STEPS.slice(0, 4),
    'step fit = train net on sets.train when report.passed',
    ...GOOD_STEPS.slice(5),
  );
  expect(checkText(rule, bad)).toHaveLength(1);
  expect(checkText(rule, pipelineText(...GOOD_STEPS))).toEqual([]);
});
