import { isDeclaration, isStep } from '../generated/ast.ts';
import { textOf } from '../parser/index.ts';
import type { Analysis } from '../scoping/analysis.ts';
import type { Symbol } from '../scoping/symbol.ts';
import type { Subject } from './derivation.ts';

/** The declaration of an element at any depth. */
export const symbolOf = (analysis: Analysis, { kind, qualifiedName }: Subject): Symbol | undefined =>
  symbolsCalled(analysis, qualifiedName).find((symbol) => symbol.kind === kind);

/** Declarations of every kind with a qualified name; elements of different kinds may share it. */
export function symbolsCalled({ project }: Analysis, qualifiedName: string): Symbol[] {
  const names = qualifiedName.split('.');
  for (let length = names.length; length > 0; length -= 1) {
    const top = project
      .declared(names.slice(0, length - 1).join('.'), names[length - 1]!)
      .filter((symbol) => symbol.qualifiedName === names.slice(0, length).join('.'));
    const found = top.flatMap((symbol) => inside(symbol, names.slice(length)));
    if (found.length > 0) return found;
  }
  return [];
}

function inside(symbol: Symbol, path: readonly string[]): Symbol[] {
  const [next, ...rest] = path;
  if (next === undefined) return [symbol];
  return symbol.all.filter(({ name }) => name === next).flatMap((member) => inside(member, rest));
}

/** A declaration up to its braces on one line, as its author wrote it. */
export function headerText(symbol: Symbol): string {
  const { node } = symbol;
  const body = isStep(node) ? node.action?.body : 'body' in node ? node.body : undefined;
  const text = textOf(node);
  const end = body ? text.lastIndexOf(textOf(body)) : -1;
  const header = (end < 0 ? text : text.slice(0, end)).replaceAll(/\s+/gu, ' ').trim();
  return isDeclaration(node) || node.$type === 'Entry' ? header : `${symbol.kind} ${header}`;
}
