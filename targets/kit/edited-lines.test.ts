import { expect, it } from 'vitest';
import { generatedLine } from './edited-lines.ts';

it('leads from a line of an edited file to the generated line', () => {
  const generated = 'a\nb\nc\nd\n';
  const edited = 'mine\na\nc\nalso mine\nd\n';
  expect([1, 2, 3, 4, 5, 99].map((line) => generatedLine(generated, edited, line))).toEqual([
    undefined, 1, 3, undefined, 4, undefined,
  ]); // prettier-ignore
  expect(generatedLine(generated, generated, 3)).toBe(3);
});
