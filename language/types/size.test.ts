import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensionOf, readSize, sizeOf } from './read-dimension.ts';
import { constantOf, constantSize, printSize, solveSize, subtractSizes, substituteSize } from './size.ts';
import { anySize } from './testing/any-type.ts';

describe('sizes', () => {
  it.each([
    ['batch', 'batch'],
    ['h * 2', '2*h'],
    ['h+h', '2*h'],
    ['(n - 1) / 2', '(n-1)/2'],
    ['1 + n', 'n+1'],
    ['h/2 + n/3', '(3*h+2*n)/6'],
    ['w*h', 'h*w'],
    ['h*h/h', 'h'],
    ['8/h', '8 / h'],
    ['h/(8*w)', 'h/(8*w)'],
    ['6*h/4', '3*h/2'],
    ['h - h', '0'],
    ['1 - n', '-n+1'],
    ['`two words`*2', '2*`two words`'],
  ])('%s is %s', (written, normal) => {
    expect(printSize(readSize(written)!)).toBe(normal);
  });

  it.each(['floor(h/8)', 'h %2', 'h/(n+1)', 'h/0', '', 'h+', '2 h', '9007199254740993', '*'.repeat(400)])(
    '%s is no size',
    (text) => expect(readSize(text)).toBeUndefined(),
  );

  it('what is no equation stands for itself', () => {
    expect(dimensionOf(sizeOf('floor(h/8)'))).toBe('`floor(h/8)`');
  });

  it('is bounded', () => {
    expect(
      readSize(Array.from({ length: 8 }, (_, index) => `(a${index}+b${index})`).join('*')),
    ).toBeUndefined();
    expect(readSize(`${'('.repeat(100)}h${')'.repeat(100)}`)).toBeUndefined();
  });

  it('prints and parses back the same', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        expect(readSize(printSize(size))).toEqual(size);
      }),
    );
  });

  it('puts sizes in place of symbols', () => {
    const h = (name: string) => (name === 'h' ? constantSize(224) : undefined);
    expect(printSize(substituteSize(readSize('h/8 + 1')!, h)!)).toBe('29');
    expect(constantOf(substituteSize(readSize('h/5')!, h)!)).toBe(44.8);
    expect(printSize(substituteSize(readSize('h*w')!, h)!)).toBe('224*w');
  });

  it('is solved for a symbol', () => {
    const equation = subtractSizes(readSize('2*h+1')!, constantSize(65))!;
    expect(constantOf(solveSize(equation, 'h')!)).toBe(32);
    expect(solveSize(readSize('h*w-8')!, 'h')).toBeUndefined();
    expect(solveSize(readSize('n-8')!, 'h')).toBeUndefined();
  });
});
