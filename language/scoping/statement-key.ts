import { textOf } from '../parser/index.ts';
import type { Expression } from '../generated/ast.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', 'in']);

/**
 * What a statement is about, so that an override replaces the statement that says something about the
 * same thing: the left side of a comparison (`gpu_utilization` of `gpu_utilization < 70%`), else the text.
 */
export function compareKey(node: Expression | undefined): string {
  if (!node) return '';
  if (node.$type === 'Binary') {
    if (COMPARISONS.has(node.operator)) return compareKey(node.left);
    if (node.operator === '..') return '';
  }
  return textOf(node);
}
