import type { FileSymbols, Symbol } from '../../language/index.ts';

/** The symbol that a syntax node declares. */
export function symbolOfNode(symbols: FileSymbols, node: unknown): Symbol | undefined {
  const find = (all: readonly Symbol[]): Symbol | undefined => {
    for (const symbol of all) {
      const found = symbol.node === node ? symbol : find(symbol.all);
      if (found) return found;
    }
    return undefined;
  };
  return find(symbols.declared);
}
