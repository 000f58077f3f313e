import type { Declaration, Entry, ForEach, Parameter } from '../generated/ast.ts';

/**
 * A name that the model declares. Symbols are made from one file's syntax alone, so that they are
 * cheap to remake when the file changes and nothing in another file can alter them.
 */
export interface Symbol {
  readonly name: string;
  /** The noun of a declaration, or what a row is: `column`, `feature`; `item` for the variable of a loop. */
  readonly kind: string;
  /** Package and path, such as `shop.fraud.nightly.clean`. */
  readonly qualifiedName: string;
  readonly file: SymbolFile;
  readonly node: SymbolNode;
  readonly parent?: Symbol;
  /** Names declared directly inside, by name; the first declaration of a name wins. */
  readonly members: ReadonlyMap<string, Symbol>;
  /** Every declaration inside, duplicates and nameless blocks' members included. */
  readonly all: readonly Symbol[];
}

export type SymbolNode = Declaration | Entry | Parameter | ForEach;

/** One file as the binder sees it. */
export interface SymbolFile {
  /** Relative to the project folder, forward slashes. */
  readonly path: string;
  readonly package: string;
  /** Part of the library that ships with Tenon; read-only. */
  readonly library: boolean;
}
