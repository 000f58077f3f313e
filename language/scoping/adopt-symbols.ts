import type { FileSymbols } from './file-symbols.ts';
import type { Symbol } from './symbol.ts';

/**
 * Declarations whose text did not change stay the same symbols when their file is read again, and only learn
 * where they stand now. So whoever knows such a symbol still knows the right thing, and nothing that was
 * computed from it has to be computed again.
 */
export function adoptSymbols(before: FileSymbols, after: FileSymbols): FileSymbols {
  if (before.package !== after.package) return after;
  const kept = new Set(after.declared);
  const known = new Map<string, Symbol[]>();
  for (const symbol of before.declared) {
    if (kept.delete(symbol)) continue;
    const text = textOf(symbol);
    const same = known.get(text);
    if (same) same.push(symbol);
    else known.set(text, [symbol]);
  }
  const declared = after.declared.map((symbol) => {
    if (!kept.has(symbol)) return symbol;
    const old = known.get(textOf(symbol))?.shift();
    return old && hasSameShape(old, symbol) ? moved(old, symbol) : symbol;
  });
  return { ...after, declared };
}

const textOf = (symbol: Symbol): string => symbol.node.$cstNode?.text ?? '';

/** Broken text around a declaration may change what it is read as. */
const hasSameShape = (old: Symbol, now: Symbol): boolean =>
  old.kind === now.kind &&
  old.qualifiedName === now.qualifiedName &&
  old.node.$type === now.node.$type &&
  textOf(old) === textOf(now) &&
  old.all.length === now.all.length &&
  old.all.every((member, index) => hasSameShape(member, now.all[index]!));

function moved(old: Symbol, now: Symbol): Symbol {
  Object.assign(old, { node: now.node });
  for (const [index, member] of old.all.entries()) moved(member, now.all[index]!);
  return old;
}
