import type { Symbol } from '../../language/index.ts';

/** Everything of one kind inside a declaration, at any depth, in the order of the text. */
export const membersOfKind = (symbol: Symbol, kind: string): Symbol[] =>
  symbol.all.flatMap((member) => [...(member.kind === kind ? [member] : []), ...membersOfKind(member, kind)]);

/** The declaration at the top of a file that something belongs to. */
export function outermost(symbol: Symbol): Symbol {
  let element = symbol;
  while (element.parent) element = element.parent;
  return element;
}
