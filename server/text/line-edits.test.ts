import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lineEdits } from './line-edits.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 6 })
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end)));

it('makes one text into the other', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const document = TextDocument.create('file:///a', 'tenon', 0, before);
      expect(TextDocument.applyEdits(document, lineEdits(before, after))).toBe(after);
    }),
  );
});

it('leaves lines alone that are the same', () => {
  expect(lineEdits('a\nb\nc\n', 'a\nx\nc\n')).toEqual([
    { range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, newText: 'x\n' },
  ]);
});
