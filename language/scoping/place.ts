import type { AstNode } from 'langium';
import { rangeOf } from '../parser/index.ts';
import type { Range } from '../model/origin.ts';

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where a node, or one property of it, is written; a part that was not written stands where its owner does. */
export const whereIs = (node: AstNode, property?: string, index?: number): Range =>
  rangeOf(node, property, index) ??
  (property === undefined ? undefined : rangeOf(node)) ??
  containerRange(node);

function containerRange(node: AstNode): Range {
  for (let around = node.$container; around; around = around.$container) {
    const range = rangeOf(around);
    if (range) return range;
  }
  return NOWHERE;
}
