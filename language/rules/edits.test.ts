import { expect, it } from 'vitest';
import type { Declaration, Statement } from '../generated/ast.ts';
import { parseFile } from '../parser/index.ts';
import { addDeclaration, addStatement, bodyOf, removeStatement } from './edits.ts';
import { applyEdits } from './apply-edits.ts';
import type { TextEdit } from './fix.ts';

const FILE = 'main.tenon';

function edited(text: string, edit: (first: Declaration) => TextEdit): string {
  const first = parseFile(text).file.statements[0] as Declaration;
  return applyEdits({ [FILE]: text }, [edit(first)])[FILE]!;
}

const added = (text: string, statement = 'b: 2'): string =>
  edited(text, (node) => addStatement({ file: FILE, node, body: bodyOf(node) }, statement));

it('adds a statement in the way in which the body is laid out', () => {
  expect(added('source a {\n  x: 1\n}\n')).toBe('source a {\n  x: 1\n  b: 2\n}\n');
  expect(added('source a {\r\n  x: 1 // why\r\n}\r\n')).toBe(
    'source a {\r\n  x: 1\r\n  b: 2 // why\r\n}\r\n',
  );
  expect(added('source a { x: 1 }\n')).toBe('source a { x: 1, b: 2 }\n');
  expect(added('source a { }\n')).toBe('source a { b: 2 }\n');
  expect(added('source a {\n}\n')).toBe('source a {\n  b: 2\n}\n');
  expect(added('source a\n')).toBe('source a { b: 2 }\n');
  expect(added('source a {\n  x: 1\n}\n', 'y {\n  z: 1\n}')).toBe(
    'source a {\n  x: 1\n  y {\n    z: 1\n  }\n}\n',
  );
});

const removed = (text: string, index: number): string =>
  edited(text, (node) => removeStatement(FILE, bodyOf(node)!.statements[index] as Statement));

it('removes a statement with its line or its comma', () => {
  expect(removed('source a {\n  x: 1\n  y: 2 // why\n}\n', 1)).toBe('source a {\n  x: 1\n}\n');
  expect(removed('source a { x: 1, y: 2 }\n', 0)).toBe('source a { y: 2 }\n');
  expect(removed('source a { x: 1, y: 2 }\n', 1)).toBe('source a { x: 1 }\n');
  expect(removed('source a { x: 1 }\n', 0)).toBe('source a {  }\n');
});

it('adds a declaration below another', () => {
  expect(edited('source a { x: 1 }\nsource b\n', (node) => addDeclaration(FILE, node, 'entity e'))).toBe(
    'source a { x: 1 }\n\nentity e\nsource b\n',
  );
});
