import type { SelectionRange } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { expect, it } from 'vitest';
import { parseFile } from '../../../language/index.ts';
import { markedText } from '../../testing/marked-text.ts';
import { selectionRange } from './selection-ranges.ts';

function selected(marked: string): string[] {
  const { text, position } = markedText(marked);
  const document = TextDocument.create('a', 'tenon', 0, text);
  const texts: string[] = [];
  for (
    let each: SelectionRange | undefined = selectionRange(parseFile(text).file, document, position);
    each;
    each = each.parent
  ) {
    texts.push(document.getText(each.range));
  }
  return texts;
}

it('grows from a word over value, line and braces to the file', () => {
  expect(selected('entity card { key: card‸_id }\n')).toEqual([
    'card_id',
    'key: card_id',
    '{ key: card_id }',
    'entity card { key: card_id }',
    'entity card { key: card_id }\n',
  ]);
  expect(selected('source s { location: "data/‸x" }\n').slice(0, 3)).toEqual([
    'data/x',
    '"data/x"',
    'location: "data/x"',
  ]);
});

it('finds something in any text, and each range holds the one before', () => {
  const text = 'package a\nfeatures f of from { x = sum( over }}\n// a comment\nmodel m { input';
  for (let at = 0; at <= text.length; at++) {
    const texts = selected(`${text.slice(0, at)}‸${text.slice(at)}`);
    expect(texts.at(-1)).toBe(text);
    for (const [index, each] of texts.entries()) expect(texts[index + 1] ?? each).toContain(each);
  }
});
