import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseFile } from '../../../language/index.ts';
import { markedText } from '../../testing/marked-text.ts';
import { lspEdits } from './lsp-edits.ts';
import { formatOnType } from './on-type.ts';

/** The text after `typed` was typed at `‸`. */
function after(marked: string, typed = '\n'): string {
  const { text, position } = markedText(marked);
  const document = TextDocument.create('file:///a.tenon', 'tenon', 0, text);
  const edits = formatOnType(parseFile(text).file, document, position, typed);
  return TextDocument.applyEdits(document, lspEdits(edits, document));
}

it('formats the line that was finished, and aligns the rows above with it', () => {
  expect(after('source s {\n  schema {\n    id : string key\n    amount:float64\n‸\n  }\n}\n')).toBe(
    'source s {\n  schema {\n    id     : string key\n    amount : float64\n\n  }\n}\n',
  );
});

it('keeps CRLF, and counts characters outside of the basic plane twice', () => {
  expect(after('// 🚀🚀\r\nentity   card{ key:id } // 🚀\r\n‸\r\n')).toBe(
    '// 🚀🚀\r\nentity card { key: id }  // 🚀\r\n\r\n',
  );
});

it('leaves alone what is not finished, what is behind the cursor, and the lines between', () => {
  const broken = 'source s {\n  format: = \n‸';
  expect(after(broken)).toBe(broken.replace('‸', ''));
  expect(after('entity a { key: id }\n\n\n\n‸\nentity   b{ key:id }\n')).toBe(
    'entity a { key: id }\n\n\n\n\nentity   b{ key:id }\n',
  );
  expect(after('‸')).toBe('');
});

it('formats a block when its brace closes', () => {
  expect(after('source s {\nformat:   csv\n    location: "a"\n    }‸\nentity   b{ key:id }\n', '}')).toBe(
    'source s {\n  format: csv\n  location: "a"\n}\nentity   b{ key:id }\n',
  );
  expect(after('}‸', '}')).toBe('}');
});
