import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { rule } from './class-count.rule.ts';

const text = (name: string, size: number, values = 'a, b, c'): string => `package shop
source photos { location: "p.parquet", schema { id : string key, kind : enum[${values}] } }
training kinds on photos { label: kind, entrypoint: "t.py" }
model ${name} { input x : float32[batch, 4], output y : float32[batch, ${size}] }
pipeline nightly {
  step rows = read photos
  step fit  = train kinds on rows
  step out  = register fit as ${name}
}
`;

it('finds the model by the step that registers it, once', () => {
  expect(checkText(rule, text('net', 4))).toHaveLength(1);
  expect(checkText(rule, text('kinds', 4))).toHaveLength(1);
  expect(checkText(rule, text('net', 3))).toEqual([]);
});

it('lets one score stand for two classes', () => {
  expect(checkText(rule, text('net', 1, 'no, yes'))).toEqual([]);
});
