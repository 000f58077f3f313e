/** A block of IPv4 addresses, as numbers. */
export interface Cidr {
  readonly first: number;
  readonly last: number;
  readonly prefixLength: number;
}

const BLOCK = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const WIDTH = 32;

export type CidrResult = { readonly cidr: Cidr } | { readonly problem: string; readonly suggestion?: string };

/** Reads `10.0.0.0/16`. The address must be the first of its block, as every provider wants it. */
export function parseCidr(text: string): CidrResult {
  const match = BLOCK.exec(text);
  if (!match) return { problem: `"${text}" is not a block of addresses such as "10.0.0.0/16".` };
  const parts = match.slice(1, 5).map(Number);
  const prefixLength = Number(match[5]);
  if (parts.some((part) => part > 255)) return { problem: `"${text}" has a part above 255.` };
  if (prefixLength > WIDTH) return { problem: `"${text}" has a prefix above ${WIDTH}.` };
  const address = parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (WIDTH - prefixLength);
  const first = Math.floor(address / size) * size;
  if (first !== address) {
    const suggestion = `${printAddress(first)}/${prefixLength}`;
    return { problem: `"${text}" does not begin where its block begins.`, suggestion };
  }
  return { cidr: { first, last: first + size - 1, prefixLength } };
}

export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

export const overlap = (a: Cidr, b: Cidr): boolean => a.first <= b.last && b.first <= a.last;

const printAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
