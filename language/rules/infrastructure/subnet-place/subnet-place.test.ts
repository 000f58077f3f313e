import { expect, it } from 'vitest';
import { checkText, marked } from '../../testing/check-text.ts';
import { rule } from './subnet-place.rule.ts';

const text = (second: string): string => `package shop
cloud main on aws {
  network net {
    cidr: "10.0.0.0/16"
    subnet a { cidr: "10.0.1.0/24" }
    subnet b { cidr: "${second}", zone: b }
  }
}
`;

it('finds a subnet outside its network, and shows the network', () => {
  const bad = text('10.1.0.0/24');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic!.message).toBe('b (10.1.0.0/24) lies outside its network net (10.0.0.0/16).');
  expect(marked(bad, diagnostic!)).toBe('cidr: "10.1.0.0/24"');
  expect(diagnostic!.related).toMatchObject([{ range: { start: { line: 3 } } }]);
});

it('finds two subnets with the same addresses', () => {
  expect(checkText(rule, text('10.0.0.0/23'))).toMatchObject([
    { message: 'b (10.0.0.0/23) has addresses of a (10.0.1.0/24).' },
  ]);
});

it('accepts neighbours, and leaves nonsense to another rule', () => {
  expect(checkText(rule, text('10.0.2.0/24'))).toEqual([]);
  expect(checkText(rule, text('nonsense'))).toEqual([]);
});
