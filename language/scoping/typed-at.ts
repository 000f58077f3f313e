import { isEntry, type Expression as ExpressionSyntax } from '../generated/ast.ts';
import { printType, scalar, type DataType } from '../types/data-type.ts';
import type { ExpressionScope } from './expression-scope.ts';
import { whereIs } from './place.ts';
import type { Problem } from './problem.ts';

/** What a column was most likely meant to be where values of a family are taken. */
const WANTED: Readonly<Record<string, DataType>> = {
  number: scalar('float64'),
  time: scalar('timestamp'),
  text: scalar('string'),
};

/**
 * Where an operand that is a plain name gets its type from, and a fix that changes it there: a column was retyped
 * in one file, and the formulas that stumble over it stand in others. `wanted` is a family as `family` names it.
 */
export function typedAt(
  scope: ExpressionScope,
  operand: ExpressionSyntax | undefined,
  wanted: string,
): Pick<Problem, 'related' | 'data'> {
  const meaning = operand?.$type === 'NameRef' ? scope.lookup(operand.name) : undefined;
  const symbol = meaning?.symbol;
  if (!symbol || meaning.type.kind === 'unknown') return {};
  const { node, file, name } = symbol;
  const related = [{ symbol, message: `${name} is ${printType(meaning.type)}, as it is declared here.` }];
  const type = WANTED[wanted];
  if (!type || symbol.kind !== 'column' || !isEntry(node) || !node.value) return { related };
  const newText = printType({ ...type, nullable: meaning.type.nullable });
  const of = symbol.parent ? ` of ${symbol.parent.name}` : '';
  const edits = [{ file: file.path, range: whereIs(node.value), newText }];
  return { related, data: { replacements: [{ title: `Change ${name}${of} to ${newText}`, edits }] } };
}
