import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import { textOf } from '../parser/index.ts';

/** A name with its members as it is written: `net.scores`, `net@4`. */
export function pathText(node: ExpressionSyntax | undefined): string {
  if (!node) return '';
  if (node.$type === 'NameRef') return node.name;
  if (node.$type === 'Member') return `${pathText(node.receiver)}.${node.member}`;
  if (node.$type === 'Version') return `${pathText(node.receiver)}@${node.version}`;
  return textOf(node);
}
