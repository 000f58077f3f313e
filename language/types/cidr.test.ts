import { describe, expect, it } from 'vitest';
import { contains, overlap, parseCidr, type Cidr } from './cidr.ts';

const cidr = (text: string): Cidr => {
  const result = parseCidr(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.cidr;
};

describe('blocks of addresses', () => {
  it('are read as numbers', () => {
    expect(cidr('10.0.1.0/24')).toEqual({ first: 0x0a000100, last: 0x0a0001ff, prefixLength: 24 });
    expect(cidr('0.0.0.0/0')).toEqual({ first: 0, last: 0xffffffff, prefixLength: 0 });
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.256/24', '10.0.0/16', 'net', ''])('refuse %j', (text) => {
    expect(parseCidr(text)).toHaveProperty('problem');
  });

  it('begin at a multiple of their size', () => {
    expect(parseCidr('10.0.1.7/24')).toMatchObject({ suggestion: '10.0.1.0/24' });
    expect(parseCidr('192.168.130.0/17')).toMatchObject({ suggestion: '192.168.128.0/17' });
  });

  it('contain and overlap each other', () => {
    expect(contains(cidr('10.0.0.0/16'), cidr('10.0.255.0/24'))).toBe(true);
    expect(contains(cidr('10.0.0.0/16'), cidr('10.1.0.0/24'))).toBe(false);
    expect(overlap(cidr('10.0.0.0/23'), cidr('10.0.1.0/24'))).toBe(true);
    expect(overlap(cidr('10.0.0.0/24'), cidr('10.0.1.0/24'))).toBe(false);
  });
});
