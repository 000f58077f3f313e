import type { AstNode } from 'langium';
import type { Action, Entry, Expression as ExpressionSyntax } from '../generated/ast.ts';
import { isEntry, isNameRef } from '../generated/ast.ts';
import type { Block, BlockLayer } from '../model/lowering/block.ts';
import type { Range } from '../model/origin.ts';
import { whereIs } from '../scoping/place.ts';
import type { Symbol } from '../scoping/symbol.ts';
import type { TextEdit } from './fix.ts';

/** A part of the text and the file in which it stands. */
export interface Written<N extends AstNode = AstNode> {
  readonly file: string;
  readonly range: Range;
  readonly node: N;
}

export const writtenAt = <N extends AstNode>(file: string, node: N): Written<N> => ({
  file,
  range: whereIs(node),
  node,
});

/** The layer in which the author wrote the element itself. */
export const ownLayer = (block: Block): BlockLayer =>
  block.layers.find(({ layer }) => layer === 'declaration') ?? block.layers[0]!;

/** Path of the file that declares a block's element. */
export const fileOf = (block: Block): string => ownLayer(block).reader.names.file.path;

/** Kinds of names that stand for a value. */
const VALUES: ReadonlySet<string> = new Set(['param', 'parameter', 'let']);

/**
 * The value of a property where a fix may change it: it stands in the declaration itself, and is no
 * parameter, which others use too.
 */
export function writtenValue(block: Block, name: string): Written<ExpressionSyntax> | undefined {
  const last = block.entries(name).at(-1);
  if (last?.in.layer !== 'declaration' || !last.node.value) return undefined;
  const { value } = last.node;
  const named = isNameRef(value) ? last.in.reader.names.lookup(value.name) : undefined;
  if (named && VALUES.has(named.kind)) return undefined;
  return writtenAt(last.in.reader.names.file.path, last.node.value);
}

/** The row of a column or feature where it is declared. */
export function writtenRow(symbol: Symbol | undefined): Written<Entry> | undefined {
  return symbol && isEntry(symbol.node) ? writtenAt(symbol.file.path, symbol.node) : undefined;
}

/** Items of a list as they are written; a single value is a list of one. */
export const itemsOf = (node: ExpressionSyntax | undefined): readonly ExpressionSyntax[] =>
  node?.$type === 'List' ? node.items : node ? [node] : [];

export const clauseOf = (node: Action | Entry, word: string): ExpressionSyntax | undefined =>
  node.clauses.find((clause) => clause.word === word)?.value;

/** Puts a clause behind those that an action has. */
export function addClause(file: string, action: Action, clause: string): TextEdit {
  const last = action.clauses.at(-1) ?? action.object;
  const { end } = last ? whereIs(last) : whereIs(action);
  return { file, range: { start: end, end }, newText: ` ${clause}` };
}
