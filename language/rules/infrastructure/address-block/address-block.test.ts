import { expect, it } from 'vitest';
import { checkText, fixed } from '../../testing/check-text.ts';
import { rule } from './address-block.rule.ts';

const text = (cidr: string, from = '0.0.0.0/0'): string => `package shop
cloud main on aws {
  network net {
    cidr: "${cidr}"
    firewall web { allow tcp(443) from "${from}" }
  }
}
`;

it('corrects a block that begins in its middle', () => {
  const [diagnostic] = checkText(rule, text('10.0.1.7/16'));
  expect(diagnostic!.help).toBe('Write "10.0.0.0/16".');
  expect(fixed(rule, text('10.0.1.7/16'), diagnostic!)).toBe(text('10.0.0.0/16'));
});

it('corrects the addresses of a firewall', () => {
  const bad = text('10.0.0.0/16', '192.168.1.1/24');
  const [diagnostic] = checkText(rule, bad);
  expect(fixed(rule, bad, diagnostic!)).toBe(text('10.0.0.0/16', '192.168.1.0/24'));
});

it('refuses what is no block at all', () => {
  expect(checkText(rule, text('everything'))).toMatchObject([
    { message: '"everything" is not a block of addresses such as "10.0.0.0/16".' },
  ]);
});

it('accepts blocks, and IPv6 in firewalls', () => {
  expect(checkText(rule, text('10.0.0.0/16', '::/0'))).toEqual([]);
});
