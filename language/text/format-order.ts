import { AstUtils } from 'langium';
import { isDeclaration, type Declaration, type File } from '../generated/ast.ts';

/** A stretch of text whose parts change places: clauses of one header, in the order of the language reference. */
export interface Reordering {
  readonly start: number;
  readonly end: number;
  /** Half-open offsets of the parts, in their new order. */
  readonly parts: readonly (readonly [start: number, end: number])[];
}

const HEADER_ORDER = ['of', 'from', 'to', 'on', 'by', 'with', 'for', 'extends'];

/** `features x from payments of card` becomes `features x of card from payments`. */
export function reorderingsOf(file: File, text: string): Reordering[] {
  return AstUtils.streamAst(file)
    .filter(isDeclaration)
    .map((declaration) => reorder(declaration, text))
    .filter((each) => each !== undefined)
    .toArray();
}

function reorder(declaration: Declaration, text: string): Reordering | undefined {
  const clauses = declaration.clauses.map(({ word, $cstNode: cst }) => ({ rank: headerRank(word), cst }));
  if (clauses.length < 2 || clauses.some(({ cst }) => cst === undefined)) return undefined;
  const sorted = clauses.toSorted((a, b) => a.rank - b.rank);
  if (sorted.every((clause, index) => clause === clauses[index])) return undefined;
  const start = clauses[0]!.cst!.offset;
  const end = clauses.at(-1)!.cst!.end;
  // Across lines or comments a place change would take words away from what they were written beside.
  if (/\n|\/\/|\/\*/u.test(text.slice(start, end))) return undefined;
  return { start, end, parts: sorted.map(({ cst }) => [cst!.offset, cst!.end] as const) };
}

/** Where a clause of a header stands among the others. */
export function headerRank(word: string): number {
  const rank = HEADER_ORDER.indexOf(word);
  return rank < 0 ? HEADER_ORDER.length : rank;
}
