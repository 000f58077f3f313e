import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { rule } from './endless-search.rule.ts';

const found = (search: string): string[] =>
  checkText(
    rule,
    `package lab\ntraining net { param layers : int = 2 }\nsearch best of net {\n${search}\ntrials { total: 3 }\n}\n`,
  ).map(({ message }) => message);

it('asks for something to compare by and something to try', () => {
  expect(found('try layers in 2..8')).toEqual(['best says nothing that trials are compared by.']);
  expect(found('maximize auc')).toEqual(['best tries nothing: every trial is the same.']);
  expect(found('maximize auc, try layers in 2..8')).toEqual([]);
});
