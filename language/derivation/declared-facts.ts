import { isDeclaration } from '../generated/ast.ts';
import { clauseNodes, resolvePath } from '../scoping/paths.ts';
import { placeOf } from './data-facts.ts';
import type { Fact, FactBook } from './fact-book.ts';
import type { Subject } from './derivation.ts';
import { headerText } from './symbol-of.ts';

const CLAUSES = ['of', 'from', 'on', 'with', 'extends'] as const;

/** What is known of anything that is declared: its header, and the elements that this names. */
export function declaredFact(subject: Subject, book: FactBook): Fact | undefined {
  const symbol = book.symbol(subject);
  if (!symbol) return undefined;
  const { node } = symbol;
  const names = book.model.analysis.scopeOf(symbol);
  const clauses = isDeclaration(node) ? CLAUSES.flatMap((word) => clauseNodes(node.clauses, word)) : [];
  const named = clauses.flatMap((each) => resolvePath(names, each)?.slice(0, 1) ?? []);
  const origin = book.model.find(subject)?.origin ?? placeOf(symbol);
  return {
    text: headerText(symbol),
    because: symbol.file.library ? 'It is part of the built-in library.' : 'It is declared so.',
    origin,
    from: [...new Set(book.deriveAll(named))],
  };
}
