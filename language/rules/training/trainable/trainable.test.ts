import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { rule } from './trainable.rule.ts';

const text = (training: string, steps: string): string => `package shop
source swipes { location: "data/swipes.parquet" schema { amount : float64 } }
training net on swipes { ${training} }
pipeline nightly { step rows = read swipes, ${steps} }
`;

it('asks for program and label when a pipeline trains', () => {
  const found = checkText(rule, text('framework: sklearn', 'step fit = train net on rows'));
  expect(found.map(({ message }) => message)).toEqual([
    'net has no entrypoint, and fit trains it.',
    'net has no label, and fit trains it.',
  ]);
});

it('asks for nothing when none does', () => {
  expect(checkText(rule, text('framework: sklearn', 'step out = filter rows where amount > 0'))).toEqual([]);
  expect(
    checkText(rule, text('entrypoint: "a.py", label: amount > 1', 'step fit = train net on rows')),
  ).toEqual([]);
});
