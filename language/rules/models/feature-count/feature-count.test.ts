import { expect, it } from 'vitest';
import { checkText, fixed, marked } from '../../testing/check-text.ts';
import { rule } from './feature-count.rule.ts';

const text = (type: string, from = 'activity'): string => `package shop
source swipes { schema { card_id : string key, amount : float64, at : timestamp } }
entity card { key: card_id }
features activity of card from swipes {
  spent : float64 = sum(amount) over 7d
  often : int64   = count() over 1h
}
bundle live { takes [activity.often] }
model net { input x : ${type} from ${from} }
`;

it('reports and corrects the size of the last axis', () => {
  const bad = text('float32[batch, 3]');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic).toMatchObject({
    message: 'input x has 3 positions, and 2 features fill it.',
    help: 'In order: spent, often.',
  });
  expect(marked(bad, diagnostic!)).toBe('float32[batch, 3]');
  expect(fixed(rule, bad, diagnostic!)).toBe(text('float32[batch, 2]'));
});

it('counts the features of a bundle and of a list', () => {
  expect(checkText(rule, text('float32[batch, 1]', 'live'))).toEqual([]);
  expect(checkText(rule, text('float32[batch, 2]', 'live'))).toHaveLength(1);
  expect(checkText(rule, text('float32[batch, 3]', '[activity, live]'))).toEqual([]);
});

it('accepts the right number and an open axis', () => {
  expect(checkText(rule, text('float32[batch, 2]'))).toEqual([]);
  expect(checkText(rule, text('float32[batch, n]'))).toEqual([]);
});
