import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { rule } from './retired-machine.rule.ts';

const text = (machine: string): string =>
  `package shop\ncloud main on aws { machine box { machine: "${machine}" } }\n`;

it('warns of a machine that can hardly be had', () => {
  expect(checkText(rule, text('p3.2xlarge'))).toMatchObject([
    { severity: 'warning', message: 'p3.2xlarge is no longer offered in most regions.' },
  ]);
});

it('accepts what is offered', () => {
  expect(checkText(rule, text('g5.2xlarge'))).toEqual([]);
});
