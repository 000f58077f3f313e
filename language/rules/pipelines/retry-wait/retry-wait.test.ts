import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './retry-wait.rule.ts';

const retry = (words: string): string =>
  pipelineText(...GOOD_STEPS, `on failure retry 3 times backoff ${words}`);

it('knows which wait comes first', () => {
  expect(checkText(rule, retry('exponential from 10m to 30s'))[0]!.message).toBe(
    'The first wait (10m) is longer than the longest (30s).',
  );
  expect(checkText(rule, retry('exponential from 30s to 30s'))[0]!.help).toContain('backoff fixed');
  expect(checkText(rule, retry('fixed from 30s to 30s'))).toEqual([]);
  expect(checkText(rule, retry('exponential from 30s to 10m'))).toEqual([]);
});

it('looks into steps', () => {
  const text = pipelineText(
    'step rows = read swipes { on failure retry 1 times backoff fixed from 2m to 1m }',
  );
  expect(checkText(rule, text)).toHaveLength(1);
});
