import type { FileSymbols, Symbol } from '../../language/index.ts';

interface Extent {
  readonly offset: number;
  readonly end: number;
}

/** The symbol that a syntax node declares. Declarations that stand elsewhere in the text are not looked into. */
export function symbolOfNode(symbols: FileSymbols, node: unknown): Symbol | undefined {
  const at = extentOf(node);
  const find = (all: readonly Symbol[]): Symbol | undefined => {
    for (const symbol of all) {
      if (symbol.node === node) return symbol;
      const found = mayHold(symbol, at) ? find(symbol.all) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  return find(symbols.declared);
}

function mayHold({ node, all }: Symbol, at: Extent | undefined): boolean {
  const around = extentOf(node);
  return all.length > 0 && (!at || !around || (around.offset <= at.offset && at.end <= around.end));
}

const extentOf = (node: unknown): Extent | undefined => (node as { $cstNode?: Extent } | undefined)?.$cstNode;
