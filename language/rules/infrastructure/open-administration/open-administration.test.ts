import { expect, it } from 'vitest';
import { checkText, marked } from '../../testing/check-text.ts';
import { rule } from './open-administration.rule.ts';

const text = (allow: string): string =>
  `package shop\ncloud main on aws { network net { firewall web { ${allow} } } }\n`;

it('warns of SSH for everyone', () => {
  const bad = text('allow tcp(22) from "0.0.0.0/0"');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic).toMatchObject({
    severity: 'warning',
    message: 'SSH (port 22) is open to the whole internet.',
  });
  expect(marked(bad, diagnostic!)).toBe('allow tcp(22) from "0.0.0.0/0"');
});

it.each(['allow tcp(443) from "0.0.0.0/0"', 'allow tcp(22) from "10.0.0.0/8"', 'allow tcp(22) from net'])(
  'accepts %s',
  (allow) => {
    expect(checkText(rule, text(allow))).toEqual([]);
  },
);
