import { GrammarUtils, type AstNode, type CstNode, type LeafCstNode } from 'langium';
import { isBinary, type Binary } from '../generated/ast.ts';
import type { Range } from '../model/origin.ts';

/**
 * Where a node, or one of its properties, is written; zero-based. `index` picks one value of a list property.
 * Undefined for a node that was not parsed, or a property that was not written.
 */
export function rangeOf(node: AstNode, property?: string, index?: number): Range | undefined {
  if (property === undefined && sharesPlace(node)) {
    const left = rangeOf(node.left);
    const right = rangeOf(node.right);
    if (left && right) return { start: left.start, end: right.end };
  }
  const cst =
    property === undefined ? node.$cstNode : GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
  return cst && { start: { ...cst.range.start }, end: { ...cst.range.end } };
}

/** Half-open offsets of a node in UTF-16 code units. */
export function offsetsOf(node: AstNode): { start: number; end: number } | undefined {
  if (sharesPlace(node)) {
    const left = offsetsOf(node.left);
    const right = offsetsOf(node.right);
    if (left && right) return { start: left.start, end: right.end };
  }
  return node.$cstNode && { start: node.$cstNode.offset, end: node.$cstNode.end };
}

/** The parser gives all parts of `a + b < c` the place of the whole; the inner ones are put together from their sides. */
function sharesPlace(node: AstNode): node is Binary {
  return isBinary(node) && isBinary(node.$container) && node.$container.$cstNode === node.$cstNode;
}

/** The text of a node as it was written. */
export function textOf(node: AstNode): string {
  const offsets = offsetsOf(node);
  return offsets ? node.$cstNode!.root.fullText.slice(offsets.start, offsets.end) : '';
}

/** Markdown of the `///` lines right above a statement, or undefined when there are none. */
export function documentationOf(node: AstNode): string | undefined {
  const cst = node.$cstNode;
  if (!cst) return undefined;
  const text = cst.root.fullText;
  let lineStart = text.lastIndexOf('\n', cst.offset - 1) + 1;
  if (text.slice(lineStart, cst.offset).trim() !== '') return undefined;
  const lines: string[] = [];
  while (lineStart > 0) {
    const above = text.lastIndexOf('\n', lineStart - 2) + 1;
    const match = /^[ \t]*\/\/\/ ?(.*?)\s*$/u.exec(text.slice(above, lineStart));
    if (!match) break;
    lines.unshift(match[1]!);
    lineStart = above;
  }
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** The token at an offset, also when the offset is right behind it. */
export function leafAt(root: CstNode, offset: number): LeafCstNode | undefined {
  let node: CstNode | undefined = root;
  while (node && 'content' in node) {
    const children: CstNode[] = (node as { content: CstNode[] }).content;
    node =
      children.find((child) => child.offset <= offset && offset < child.end) ??
      children.find((child) => child.end === offset);
  }
  return node as LeafCstNode | undefined;
}
