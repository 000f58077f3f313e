import { isDeclaration, offsetsOf, syntaxAt, type Symbol, type Syntax } from '../../language/index.ts';
import type { SyntaxNode } from '../text/nodes-in.ts';
import type { Selected } from './refactoring.ts';

/** Nodes around the selection from the inside out: those that hold all of it. */
export function nodesAround({ model, start, end }: Selected): SyntaxNode[] {
  const text = model.file.text.slice(start, end);
  const first = start + (text.length - text.trimStart().length);
  const last = Math.max(first, end - (text.length - text.trimEnd().length));
  const found: SyntaxNode[] = [];
  let node: SyntaxNode | undefined = syntaxAt(model.file.ast, first)?.node;
  for (; node; node = node.$container) {
    const at = offsetsOf(node);
    if (at && at.start <= first && at.end >= last) found.push(node);
  }
  return found;
}

/**
 * Top-level declarations that are meant: those that are selected as a whole, or else the one whose first line the
 * selection is in.
 */
export function selectedDeclarations(selected: Selected): Symbol[] {
  const { model, start, end } = selected;
  const { declared } = model.file.symbols;
  const whole = declared.filter(({ node }) => {
    const at = offsetsOf(node);
    return end > start && at !== undefined && at.start >= start && at.end <= end;
  });
  if (whole.length > 0) return whole;
  const around = declaredAround(selected);
  if (!around) return [];
  const header = model.file.text.slice(offsetsOf(around.node)!.start, start);
  return /[\r\n]/u.test(header) || model.file.text.slice(start, end).includes('\n') ? [] : [around];
}

/** The top-level declaration that holds the selection. */
export function declaredAround(selected: Selected): Symbol | undefined {
  const top = nodesAround(selected).findLast(isDeclaration);
  return top && selected.model.file.symbols.declared.find(({ node }) => node === top);
}

export const declarationOf = ({ node }: Symbol): Syntax.Declaration | undefined =>
  isDeclaration(node) ? node : undefined;
