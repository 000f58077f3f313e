import type { FileSymbols } from './file-symbols.ts';
import type { DeclaredSymbol } from './symbol.ts';

export interface AdoptedSymbols {
  readonly symbols: FileSymbols;
  /** Symbols that are the same as before while something else stands inside. */
  readonly changed: readonly DeclaredSymbol[];
}

/**
 * Declarations stay the same symbols when their file is read again: those whose text did not change only learn where
 * they stand now, and of the others those that are called as before learn what they say. So whoever found such a symbol
 * has still found the right thing, and nothing is computed again but by those who looked inside.
 *
 * With `areShared` another project has the symbols, too, so none may say something else.
 */
export function adoptSymbols(
  before: FileSymbols,
  after: FileSymbols,
  { areShared = false }: { readonly areShared?: boolean } = {},
): AdoptedSymbols {
  if (before.package !== after.package) return { symbols: after, changed: [] };
  const adoption = new Adoption(areShared);
  const declared = adoption.all(before.declared, after.declared);
  return { symbols: after.with(declared), changed: adoption.changed };
}

class Adoption {
  readonly changed: DeclaredSymbol[] = [];
  readonly #areShared: boolean;

  constructor(areShared: boolean) {
    this.#areShared = areShared;
  }

  /** Symbols as they are now, each as the one that it was before if there is such a one. */
  all(before: readonly DeclaredSymbol[], after: readonly DeclaredSymbol[]): DeclaredSymbol[] {
    const same = new Set(after);
    const left = new Set(before.filter((symbol) => !same.delete(symbol)));
    const unchanged = this.#matched(left, same, (symbol) => textOf(symbol), hasSameShape);
    const renewed = this.#areShared
      ? new Map<DeclaredSymbol, DeclaredSymbol>()
      : this.#matched(left, same, ({ kind, name }) => `${kind} ${name}`, hasSameName);
    return after.map((symbol) => {
      const moved = unchanged.get(symbol);
      if (moved) return this.#move(moved, symbol);
      const old = renewed.get(symbol);
      return old ? this.#renew(old, symbol) : symbol;
    });
  }

  /** Which of those that are left stands for which one of now; both are taken out of what is left. */
  #matched(
    left: Set<DeclaredSymbol>,
    now: Set<DeclaredSymbol>,
    keyOf: (symbol: DeclaredSymbol) => string,
    fits: (old: DeclaredSymbol, symbol: DeclaredSymbol) => boolean,
  ): Map<DeclaredSymbol, DeclaredSymbol> {
    const known = new Map<string, DeclaredSymbol[]>();
    for (const symbol of left) {
      const alike = known.get(keyOf(symbol));
      if (alike) alike.push(symbol);
      else known.set(keyOf(symbol), [symbol]);
    }
    const matched = new Map<DeclaredSymbol, DeclaredSymbol>();
    for (const symbol of now) {
      const old = known.get(keyOf(symbol))?.shift();
      if (!old || !fits(old, symbol)) continue;
      matched.set(symbol, old);
      left.delete(old);
      now.delete(symbol);
    }
    return matched;
  }

  #move(old: DeclaredSymbol, now: DeclaredSymbol): DeclaredSymbol {
    old.take(now.node);
    for (const [index, member] of old.all.entries()) this.#move(member, now.all[index]!);
    return old;
  }

  #renew(old: DeclaredSymbol, now: DeclaredSymbol): DeclaredSymbol {
    this.changed.push(old);
    old.take(now.node, this.all(old.all, now.all));
    return old;
  }
}

const textOf = (symbol: DeclaredSymbol): string => symbol.node.$cstNode?.text ?? '';

/** Broken text around a declaration may change what it is read as. */
const hasSameShape = (old: DeclaredSymbol, now: DeclaredSymbol): boolean =>
  hasSameName(old, now) &&
  textOf(old) === textOf(now) &&
  old.all.length === now.all.length &&
  old.all.every((member, index) => hasSameShape(member, now.all[index]!));

const hasSameName = (old: DeclaredSymbol, now: DeclaredSymbol): boolean =>
  old.kind === now.kind && old.qualifiedName === now.qualifiedName && old.node.$type === now.node.$type;
