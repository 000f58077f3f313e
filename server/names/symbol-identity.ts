import type { Symbol, Syntax } from '../../language/index.ts';

/** Names that steps make are no symbols of the core; they are put together when asked for, so nodes are compared. */
export const isSame = (a: Symbol, b: Symbol): boolean =>
  a === b || (a.node === b.node && a.name === b.name && a.kind === b.kind);

export const hasSymbol = (all: readonly Symbol[], symbol: Symbol): boolean =>
  all.some((each) => isSame(each, symbol));

export const distinct = (symbols: readonly Symbol[]): Symbol[] =>
  symbols.filter((symbol, index) => symbols.findIndex((each) => isSame(each, symbol)) === index);

/** A column that a step computes, or a part that a split makes: a name of its own, written as a row of a body. */
export const rowSymbol = (row: Syntax.Entry, kind: 'column' | 'part', around: Symbol): Symbol => ({
  name: row.name,
  kind,
  qualifiedName: `${around.qualifiedName}.${row.name}`,
  file: around.file,
  node: row,
  offset: row.$cstNode?.offset ?? 0,
  parent: around,
  members: NONE,
  all: [],
});

const NONE: ReadonlyMap<string, Symbol> = new Map();

/** A column that only the data file tells of: there is nothing in the model that could be changed. */
export const isFromFile = (symbol: Symbol): boolean =>
  symbol.kind === 'column' && symbol.node.$type !== 'Entry';
