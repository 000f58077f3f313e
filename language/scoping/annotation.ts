import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import { isDeclaration, isEntry, isParameter } from '../generated/ast.ts';
import type { Symbol } from './symbol.ts';

/** The type that the author wrote, if any. */
export function annotationOf(symbol: Symbol): ExpressionSyntax | undefined {
  const { node } = symbol;
  if (isEntry(node)) return node.value;
  if (isDeclaration(node) || isParameter(node)) return node.type;
  return undefined;
}
