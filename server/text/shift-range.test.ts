import { expect, it } from 'vitest';
import { shiftRange } from './shift-range.ts';

const range = (line: number, from: number, toLine: number, to: number) => ({
  start: { line, character: from },
  end: { line: toLine, character: to },
});

it('leaves what stands before a change, moves what stands behind it, and drops what it touches', () => {
  const insertLine = { range: range(2, 0, 2, 0), text: 'new\n' };
  expect(shiftRange(range(1, 0, 1, 4), insertLine)).toEqual(range(1, 0, 1, 4));
  expect(shiftRange(range(2, 3, 2, 5), insertLine)).toEqual(range(3, 3, 3, 5));
  expect(shiftRange(range(4, 1, 5, 2), insertLine)).toEqual(range(5, 1, 6, 2));
  expect(shiftRange(range(2, 0, 3, 2), { range: range(1, 4, 2, 1), text: '' })).toBeUndefined();
});

it('moves along the line, also over a line break that goes away', () => {
  expect(shiftRange(range(0, 8, 0, 9), { range: range(0, 2, 0, 4), text: 'abcde' })).toEqual(
    range(0, 11, 0, 12),
  );
  expect(shiftRange(range(1, 3, 1, 5), { range: range(0, 6, 1, 0), text: ' ' })).toEqual(range(0, 10, 0, 12));
});
