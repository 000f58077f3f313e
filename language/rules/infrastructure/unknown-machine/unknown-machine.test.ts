import { expect, it } from 'vitest';
import { checkText, fixed, marked } from '../../testing/check-text.ts';
import { rule } from './unknown-machine.rule.ts';

const text = (machine: string): string => `package shop
cloud main on aws {
  cluster serving { pool gpu { machine: "${machine}", count: 1..4 } }
}
`;

it('knows what was meant', () => {
  const bad = text('g5.2xlarg');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic).toMatchObject({
    message: 'There is no machine g5.2xlarg.',
    help: 'Did you mean g5.2xlarge?',
  });
  expect(marked(bad, diagnostic!)).toBe('machine: "g5.2xlarg"');
  expect(fixed(rule, bad, diagnostic!)).toBe(text('g5.2xlarge'));
});

it('lists the sizes of a family that it knows', () => {
  expect(checkText(rule, text('p4d.banana-sized'))[0]!.help).toBe('Sizes of p4d: p4d.24xlarge.');
});

it('looks at single machines, and at the value of a parameter without offering to write over it', () => {
  const model =
    'package shop\nparam kind : string = "t3.larg"\ncloud main on aws { machine box { machine: kind } }\n';
  const [diagnostic] = checkText(rule, model);
  expect(diagnostic).toMatchObject({ help: 'Did you mean t3.large?', data: { replacements: [] } });
});

it('accepts what the catalogue has, and says nothing about other providers', () => {
  expect(checkText(rule, text('g5.2xlarge'))).toEqual([]);
  expect(checkText(rule, text('a2-highgpu-1g').replace('on aws', 'on gcp'))).toEqual([]);
});
