import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { hostOf, modelFile } from '../../testing/model-files.ts';
import { organizeImports } from './organize-imports.ts';

const DATA =
  'package shop.data\n\nsource swipes { schema { id : string key } }\nentity card { key: id }\nentity shop { key: id }\n';
const OTHER = 'package shop.other\n\nentity terminal { key: id }\n';

function organized(text: string): string {
  const model = modelFile(hostOf({ 'data.tenon': DATA, 'other.tenon': OTHER, 'a.tenon': text }), 'a.tenon');
  const edits = organizeImports(model.file, model.checked);
  return TextDocument.applyEdits(model.document, edits);
}

const USES =
  '\nfeatures a of card from swipes { n = count() over 1h }\nfeatures b of terminal from swipes { n = count() over 1h }\n';

it('sorts imports, makes one of each package, and removes names that nothing uses', () => {
  expect(
    organized(
      `package x\n\nimport shop.other.{ terminal }\nimport shop.data.{ swipes, shop }\n\nimport shop.data.{ card }\n${USES}`,
    ),
  ).toBe(`package x\n\nimport shop.data.{ card, swipes }\nimport shop.other.{ terminal }\n${USES}`);
});

it('leaves comments where they are, and what stands on both sides of them apart', () => {
  const text = `package x\n\nimport shop.other.{ terminal }\n// Rows.\nimport shop.data.{ swipes, card }\n${USES}`;
  expect(organized(text)).toBe(text.replace('swipes, card', 'card, swipes'));
});

it('removes imports of which nothing is used with their lines, also with other line ends', () => {
  expect(organized('package x\n\nimport shop.data.{ card }\n\nentity e { key: id }\n')).toBe(
    'package x\n\nentity e { key: id }\n',
  );
  expect(organized('package x\r\n\r\nimport shop.data.{ card }\r\nentity e { key: id }\r\n')).toBe(
    'package x\r\n\r\nentity e { key: id }\r\n',
  );
});

it('leaves half-typed imports and unknown names alone', () => {
  for (const text of [
    'package x\n\nimport shop.data.{ card, \n',
    'package x\n\nimport \n',
    'import nowhere.{ b, a }\nimport',
  ]) {
    expect(() => organized(text)).not.toThrow();
  }
  expect(organized('import nowhere.{ b }\n')).toBe('import nowhere.{ b }\n');
});
