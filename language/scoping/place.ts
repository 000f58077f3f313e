import type { AstNode } from 'langium';
import { rangeOf, textOf } from '../parser/index.ts';
import type { Range } from '../model/origin.ts';
import type { Binding } from './problem.ts';

/** Where a bound name is written. A name inside a text stands in one line, so its offset is a column. */
export function bindingRange({ node, property, span }: Omit<Binding, 'symbol'>): Range {
  const range = whereIs(node, property);
  if (!span) return range;
  const before = textOf(node)
    .slice(0, span.offset)
    .split(/\r\n|\n|\r/u);
  const line = range.start.line + before.length - 1;
  const character = before.at(-1)!.length + (before.length === 1 ? range.start.character : 0);
  return { start: { line, character }, end: { line, character: character + span.length } };
}

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where a node, or one property of it, is written; a part that was not written stands where its owner does. */
export const whereIs = (node: AstNode, property?: string, index?: number): Range =>
  rangeOf(node, nameOr(node, property), index) ??
  (property === undefined ? undefined : rangeOf(node)) ??
  containerRange(node);

/** The variable of a loop is its name. */
const nameOr = (node: AstNode, property: string | undefined): string | undefined =>
  property === 'name' && node.$type === 'ForEach' ? 'variable' : property;

function containerRange(node: AstNode): Range {
  for (let around = node.$container; around; around = around.$container) {
    const range = rangeOf(around);
    if (range) return range;
  }
  return NOWHERE;
}
