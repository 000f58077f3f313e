import type { Clause, Expression as ExpressionSyntax } from '../generated/ast.ts';
import type { NameScope } from './name-scope.ts';
import type { Symbol } from './symbol.ts';

/** Values of a clause, one for each item when it is a list. */
export function clauseNodes(clauses: readonly Clause[], word: string): ExpressionSyntax[] {
  return clauses
    .filter((clause) => clause.word === word)
    .flatMap((clause) =>
      clause.value?.$type === 'List' ? clause.value.items : clause.value ? [clause.value] : [],
    );
}

/** The declarations that a path such as `sets.train` or `main.lake` passes, the last one first. */
export function resolvePath(
  names: NameScope,
  node: ExpressionSyntax,
  kinds?: readonly string[],
): Symbol[] | undefined {
  if ((node as ExpressionSyntax | undefined) === undefined) return undefined;
  if (node.$type === 'NameRef') {
    const symbol = names.lookup(node.name, kinds);
    return symbol ? [symbol] : undefined;
  }
  if (node.$type === 'Version') return resolvePath(names, node.receiver, kinds);
  if (node.$type !== 'Member') return undefined;
  const receivers = resolvePath(names, node.receiver);
  const member = receivers?.[0] && names.member(receivers[0], node.member);
  return member ? [member, ...receivers] : receivers;
}
