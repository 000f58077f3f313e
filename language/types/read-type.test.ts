import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeclaration } from '../generated/ast.ts';
import { parseFile } from '../parser/index.ts';
import type { Problem } from '../scoping/problem.ts';
import { printType } from './data-type.ts';
import { readType } from './read-type.ts';
import { anyType } from './testing/any-type.ts';

function read(text: string) {
  const { file, problems: syntax } = parseFile(`param x : ${text}`);
  const [node] = file.statements;
  const problems: Problem[] = [];
  if (!node || !isDeclaration(node) || !node.type || syntax.length > 0) throw new Error(`${text} is no type`);
  const type = readType(node.type, (problem) => problems.push(problem));
  return { type, said: problems.map(({ message }) => message) };
}

describe('types', () => {
  it('print and parse back the same', () => {
    fc.assert(
      fc.property(anyType, (type) => {
        expect(read(printType(type))).toEqual({ type, said: [] });
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['float32[batch, 3]', 'float32[batch, 3]'],
    ['float32[batch, 2 * h, (n - 1) / 2]', 'float32[batch, 2*h, (n-1)/2]'],
    ['float32[h + h, 3 + 1]', 'float32[2*h, 4]'],
    ['map[string, list[float32?]]?', 'map[string, list[float32?]]?'],
    ['map[string?, int64]', 'map[string, int64]'],
    ['timestamp["UTC", us]', 'timestamp[us, "UTC"]'],
    ['timestamp[local]', 'timestamp[local]'],
    ['duration[ms]', 'duration[ms]'],
    ['image', 'image'],
    ['image[rgb, 224, 224]', 'image[rgb, 224, 224]'],
    ['image[height, width]', 'image[height, width]'],
    ['decimal[10]', 'decimal[10, 0]'],
    ['enum[a, "b c", "not"]', 'enum[a, "b c", "not"]'],
    ['int in 1..20', 'int64'],
  ])('reads %s', (written, printed) => {
    const { type, said } = read(written);
    expect(printType(type)).toBe(printed);
    expect(said).toEqual([]);
  });

  it.each([
    ['float32[0]', 'A tensor dimension is a whole number above 0'],
    ['float32[h % 2]', undefined],
    ['float32[1/2]', 'A tensor dimension is a whole number above 0'],
    ['float32["a"]', 'A tensor dimension is a whole number above 0'],
    ['map[string]', 'A map has a type for its keys and one for its values.'],
    ['timestamp[hours]', 'hours says nothing about a timestamp.'],
    ['duration["UTC"]', '"UTC" says nothing about a duration.'],
    ['decimal[50, 2]', 'A decimal has 1 to 38 digits'],
    ['decimal[4, 5]', 'A decimal has 1 to 38 digits'],
    ['image[rgb, 224]', 'An image has a height and a width.'],
    ['strng', 'strng is not a type.'],
  ])('refuses %s', (written, message) => {
    if (message === undefined) expect(() => read(written)).toThrow();
    else expect(read(written).said.join()).toContain(message);
  });
});
