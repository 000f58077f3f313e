import type { AstNode } from 'langium';
import type { Body } from '../generated/ast.ts';
import { isBody } from '../generated/ast.ts';
import type { BlockLayer } from '../model/lowering/block.ts';
import type { Position, Range } from '../model/origin.ts';
import { whereIs } from '../scoping/place.ts';
import type { TextEdit } from './fix.ts';

/** Where a fix writes: a body, or a declaration or action that may get one. */
interface Place {
  readonly file: string;
  /** The declaration or action. */
  readonly node: AstNode;
  readonly body: Body | undefined;
}

/** The layer in which the author wrote the block itself; values of environments and templates stand elsewhere. */
export const placeOf = (layers: readonly BlockLayer[]): Place => {
  const own = layers.find(({ layer }) => layer === 'declaration') ?? layers[0]!;
  return { file: own.reader.names.file.path, node: own.node, body: own.body };
};

/** Adds a statement as the last one of a body, in the way in which the body is laid out. */
export function addStatement({ file, node, body }: Place, statement: string): TextEdit {
  const range = body && whereIs(body);
  if (!body || !range || !body.$cstNode) {
    return { file, range: at(whereIs(node).end), newText: ` { ${statement} }` };
  }
  const last = body.statements.at(-1);
  const isOneLine = range.start.line === range.end.line;
  if (!last) {
    const indent = ' '.repeat(indentOf(node) + 2);
    return isOneLine
      ? { file, range, newText: `{ ${statement} }` }
      : {
          file,
          range,
          newText: `{${lines(node, `\n${statement}`, indent)}${lines(node, '\n}', ' '.repeat(indentOf(node)))}`,
        };
  }
  const end = at(whereIs(last).end);
  if (isOneLine) return { file, range: end, newText: `, ${statement}` };
  const indent = ' '.repeat(whereIs(body.statements[0]!).start.character);
  return { file, range: end, newText: lines(node, `\n${statement}`, indent) };
}

/** Removes a statement with its line, or with the comma that parts it from its neighbour. */
export function removeStatement(file: string, statement: AstNode): TextEdit {
  const text = statement.$cstNode?.root.fullText ?? '';
  const offset = statement.$cstNode?.offset ?? 0;
  const end = offset + (statement.$cstNode?.length ?? 0);
  const before = /[ \t]*$/u.exec(text.slice(0, offset))![0].length;
  const after = /^[ \t]*(\/\/[^\r\n]*)?(\r\n|\n|\r|$)/u.exec(text.slice(end));
  const startsLine = offset === before || /[\r\n]/u.test(text[offset - before - 1]!);
  if (after && startsLine)
    return { file, range: range(text, offset - before, end + after[0].length), newText: '' };
  const comma = /^\s*,\s*/u.exec(text.slice(end))?.[0].length;
  if (comma !== undefined) return { file, range: range(text, offset, end + comma), newText: '' };
  const commaBefore = /\s*,\s*$/u.exec(text.slice(0, offset))?.[0].length ?? 0;
  return { file, range: range(text, offset - commaBefore, end), newText: '' };
}

/** Puts a text in place of a node. */
export const replaceNode = (file: string, node: AstNode, newText: string): TextEdit => ({
  file,
  range: whereIs(node),
  newText,
});

/** Adds a new top-level declaration below the one that a node belongs to. */
export function addDeclaration(file: string, below: AstNode, text: string): TextEdit {
  let top = below;
  while (top.$container?.$container) top = top.$container;
  return { file, range: at(whereIs(top).end), newText: lines(top, `\n\n${text}`, '') };
}

/** The body of a node, if it has one. */
export const bodyOf = (node: AstNode): Body | undefined => {
  const body = 'body' in node ? node.body : undefined;
  return isBody(body) ? body : undefined;
};

const at = (position: Position): Range => ({ start: position, end: position });

/** Indents the lines of a text and ends them as the file does. */
function lines(node: AstNode, text: string, indent: string): string {
  const end = node.$cstNode?.root.fullText.includes('\r\n') ? '\r\n' : '\n';
  return text.replaceAll(/\n(?=[^\n])/gu, `\n${indent}`).replaceAll('\n', end);
}

/** Column at which the line of a node begins. */
function indentOf(node: AstNode): number {
  const text = node.$cstNode?.root.fullText ?? '';
  const offset = node.$cstNode?.offset ?? 0;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\s*/u.exec(line)![0].length;
}

const range = (text: string, start: number, end: number): Range => ({
  start: positionAt(text, start),
  end: positionAt(text, end),
});

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/u);
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}
