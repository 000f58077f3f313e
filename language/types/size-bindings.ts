import type { Dimension } from './data-type.ts';
import { dimensionOf, readSize, sizeOf } from './read-dimension.ts';
import {
  constantOf,
  printSize,
  solveSize,
  subtractSizes,
  substituteSize,
  symbolSize,
  symbolsOf,
  type Size,
} from './size.ts';

/** One of two things whose sizes are held against each other. */
export interface SizeSide {
  /** Whose symbols they are: `batch` of a model and `batch` of a service are two symbols until they meet. */
  readonly owner: string;
  /** Why it has this size, for the reason that is remembered: "service fraud_api takes float32[32, 3]". */
  readonly because: string;
}

/** What a symbol stands for, and why. */
export interface SizeBinding {
  readonly owner: string;
  readonly symbol: string;
  /** In the words of the one that it met: `32`, or `n` of another owner. */
  readonly size: Dimension;
  readonly because: string;
}

/** Why two sizes can't agree. */
export interface SizeConflict {
  /** The sizes as they stand, with everything known put in. */
  readonly left: Dimension;
  readonly right: Dimension;
  /** What the symbols in them stand for, with the reasons. */
  readonly bindings: readonly SizeBinding[];
  /** "batch = 32, because service fraud_api takes float32[32, 3]" */
  readonly text: string;
}

/**
 * What is known of symbols while shapes are held against each other. A symbol stands for one size in all
 * tensors of its owner, so what one tensor says of it holds for the next.
 */
export class SizeBindings {
  readonly #bound = new Map<string, { readonly size: Size; readonly because: string }>();

  /** Makes two sizes equal; null is an open size without a name, which agrees with everything. */
  unify(
    left: Dimension | null,
    right: Dimension | null,
    leftSide: SizeSide,
    rightSide: SizeSide,
  ): SizeConflict | undefined {
    if (left === null || right === null) return undefined;
    const a = this.#resolve(owned(sizeOf(left), leftSide.owner));
    const b = this.#resolve(owned(sizeOf(right), rightSide.owner));
    const difference = a && b && subtractSizes(a, b);
    if (!difference || difference.terms.length === 0) return undefined;
    const symbols = symbolsOf(difference);
    for (const symbol of byOwner(symbols, leftSide.owner)) {
      const size = solveSize(difference, symbol);
      if (!size) continue;
      const value = constantOf(size);
      // The symbol can't be a part of a pixel, nor less than one.
      if (value !== undefined && !(Number.isInteger(value) && value > 0)) break;
      this.#bound.set(symbol, {
        size,
        because: ownerOf(symbol) === leftSide.owner ? rightSide.because : leftSide.because,
      });
      return undefined;
    }
    // An equation in several unknowns may still hold; only what can't is a conflict.
    const unsolved = symbols.some((symbol) => solveSize(difference, symbol) === undefined);
    return unsolved && constantOf(difference) === undefined
      ? undefined
      : this.#conflict(left, right, a, b, leftSide, rightSide);
  }

  /** The size with everything known put in, or the size itself when nothing is. */
  resolve(dimension: Dimension, owner: string): Dimension {
    const size = this.#resolve(owned(sizeOf(dimension), owner));
    return (size && dimensionOf(plain(size))) ?? dimension;
  }

  /** What is known of the symbols of an owner, sorted by name. */
  of(owner: string): SizeBinding[] {
    return [...this.#bound.keys()]
      .filter((key) => ownerOf(key) === owner)
      .sort()
      .flatMap((key) => this.#binding(key) ?? []);
  }

  #binding(key: string): SizeBinding | undefined {
    const bound = this.#bound.get(key);
    const size = bound && this.#resolve(symbolSize(key));
    if (!bound || !size) return undefined;
    return {
      owner: ownerOf(key),
      symbol: nameOf(key),
      size: dimensionOf(plain(size)) ?? printSize(plain(size)),
      because: bound.because,
    };
  }

  #resolve(size: Size): Size | undefined {
    let current: Size | undefined = size;
    // Each round puts in at least one symbol for good, as nothing bound is ever defined by itself.
    while (current && symbolsOf(current).some((symbol) => this.#bound.has(symbol))) {
      current = substituteSize(current, (symbol) => this.#bound.get(symbol)?.size);
    }
    return current;
  }

  #conflict(
    left: Dimension,
    right: Dimension,
    a: Size,
    b: Size,
    leftSide: SizeSide,
    rightSide: SizeSide,
  ): SizeConflict {
    const bindings = [
      ...symbolsOf(owned(sizeOf(left), leftSide.owner)),
      ...symbolsOf(owned(sizeOf(right), rightSide.owner)),
    ].flatMap((key) => this.#binding(key) ?? []);
    const text = [
      ...new Set(bindings.map(({ symbol, size, because }) => `${symbol} = ${size}, because ${because}`)),
    ].join('; ');
    return {
      left: dimensionOf(plain(a)) ?? printSize(plain(a)),
      right: dimensionOf(plain(b)) ?? printSize(plain(b)),
      bindings,
      text,
    };
  }
}

/** Owner and symbol in one name; neither can hold the character between them. */
const MARK = '\u0000';
const ownerOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf(MARK)));
const nameOf = (key: string): string => key.slice(key.indexOf(MARK) + 1);

const owned = (size: Size, owner: string): Size => renamed(size, (symbol) => `${owner}${MARK}${symbol}`);
const plain = (size: Size): Size => renamed(size, nameOf);

/** Renaming never makes a size longer, so there is always a result. */
const renamed = (size: Size, rename: (symbol: string) => string): Size =>
  substituteSize(size, (symbol) => symbolSize(rename(symbol)))!;

/** The right side's own symbols are told first what they are: the left side is what comes in. */
const byOwner = (symbols: readonly string[], left: string): string[] => [
  ...symbols.filter((symbol) => ownerOf(symbol) !== left),
  ...symbols.filter((symbol) => ownerOf(symbol) === left),
];

/** Whether rows or requests can be put together along an axis: it is the first, and nothing says how long it is. */
export const isBatchAxis = (dimension: Dimension | null | undefined, axis: number): boolean =>
  axis === 0 && (dimension === null || (typeof dimension === 'string' && isSymbol(dimension)));

function isSymbol(text: string): boolean {
  const size = readSize(text);
  const [only] = size ? symbolsOf(size) : [];
  return size !== undefined && only !== undefined && printSize(size) === printSize(symbolSize(only));
}
