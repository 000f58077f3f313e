import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { switchOff } from './switch-off.ts';

function switched(text: string): string | undefined {
  const edit = switchOff(text, 'TN1703');
  return edit && TextDocument.applyEdits(TextDocument.create('file:///tenon.json', 'json', 0, text), [edit]);
}

it.each([
  ['{ "language": 1 }', '{ "language": 1, "rules": { "TN1703": "off" } }'],
  ['{\n  "language": 1\n}\n', '{\n  "language": 1,\n  "rules": {\n    "TN1703": "off"\n  }\n}\n'],
  [
    '{\n  "language": 1,\n  "rules": {\n    "TN1801": "error"\n  }\n}\n',
    '{\n  "language": 1,\n  "rules": {\n    "TN1801": "error",\n    "TN1703": "off"\n  }\n}\n',
  ],
  ['{ "rules": { "TN1703": "error" } }', '{ "rules": { "TN1703": "off" } }'],
  ['{ "rules": {} }', '{ "rules": { "TN1703": "off" } }'],
  ['{}', '{ "rules": { "TN1703": "off" } }'],
])('switches a rule off in %j', (before, after) => {
  expect(switched(before)).toBe(after);
  expect(JSON.parse(after)).toMatchObject({ rules: { TN1703: 'off' } });
});

it.each(['', '[]', '{ "rules": 1 }', '{ "language": '])('leaves %j alone', (text) => {
  expect(switched(text)).toBeUndefined();
});
