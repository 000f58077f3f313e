import type { Origin } from '../model/origin.ts';

/**
 * A number with its unit. Units are those of `types/unit-table.ts` in their base form (`B`, `s`, `B/s`, `1/s`),
 * `ratio` for shares (0.2 is 20 %), `USD` and `USD/h` for money, and plain nouns for what is counted (`devices`).
 */
export interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** One quantity of a formula, with the place in the model that says it. */
export interface Term extends Amount {
  /** Letter that stands for it in the formula. */
  readonly symbol?: string;
  readonly name: string;
  readonly origin?: Origin;
  /** How it is known when it is not simply written: a default, a fact of a file, another formula. */
  readonly because?: string;
}

/** A quantity that nobody has said: why it is not known, and what to write so that it is. */
export interface NotKnown {
  readonly name: string;
  readonly because: string;
  readonly declare: string;
}

/** A figure with everything that it follows from, as one would do it on paper. */
export interface Working {
  readonly title: string;
  /** Absent when something that it needs is not known; then `notKnown` says what. */
  readonly result?: Amount;
  /** The result is only a bound, because some term is one or is left out. */
  readonly bound?: Bound;
  readonly formula: string;
  readonly terms: readonly Term[];
  /** Paper, manual or definition that the formula comes from. */
  readonly source: string;
  readonly assumptions: readonly string[];
  readonly notKnown?: readonly NotKnown[];
}

export type Bound = 'at least' | 'at most';

/** What a formula can be fed with. */
export type Given = Term | NotKnown | Working;

export const known = (
  name: string,
  value: number,
  unit = '',
  more: Pick<Term, 'origin' | 'because'> = {},
): Term => ({ name, value, unit, ...more });

export const notKnown = (name: string, because: string, declare: string): NotKnown => ({
  name,
  because,
  declare,
});

export interface Formula {
  readonly title: string;
  /** Written with the symbols that are the keys of the terms. */
  readonly formula: string;
  readonly unit: string;
  readonly source: string;
  readonly assumptions?: readonly string[];
  readonly bound?: Bound;
  /** Symbols whose growth makes the result smaller: a bound on one of them is the other bound on the result. */
  readonly lowers?: readonly string[];
}

/** Applies a formula to its terms. A term that is not known, or bounds that contradict, leave no result. */
export function work<G extends Readonly<Record<string, Given>>>(
  { title, formula, unit, source, assumptions = [], bound, lowers = [] }: Formula,
  given: G,
  compute: (values: { readonly [K in keyof G]: number }) => number,
): Working {
  const terms: Term[] = [];
  const missing: NotKnown[] = [];
  const bounds = new Set<Bound>(bound ? [bound] : []);
  for (const [symbol, each] of Object.entries(given)) {
    if ('declare' in each) missing.push(each);
    else if ('value' in each) terms.push({ symbol, ...each });
    else if (each.result) {
      terms.push({ symbol, name: startLower(each.title), ...each.result, because: each.formula });
      if (each.bound) bounds.add(lowers.includes(symbol) ? opposite(each.bound) : each.bound);
    } else missing.push(...(each.notKnown ?? []));
  }
  const [only] = bounds;
  const common = { title, formula, terms, source, assumptions };
  if (missing.length > 0) return { ...common, notKnown: distinct(missing) };
  if (bounds.size > 1) {
    const because = 'one of its terms is known only from below and another only from above';
    return { ...common, notKnown: [notKnown(startLower(title), because, 'what the bounds come from')] };
  }
  const values = Object.fromEntries(terms.map(({ symbol, value }) => [symbol, value])) as {
    readonly [K in keyof G]: number;
  };
  return { ...common, result: { value: compute(values), unit }, ...(only ? { bound: only } : {}) };
}

const MOST_NAMES = 8;

/**
 * The sum of several figures in one unit. Parts that are not known are left out, which makes the sum a lower bound;
 * when no part is known there is no sum.
 */
export function total(
  how: Omit<Formula, 'formula' | 'lowers' | 'bound'>,
  parts: readonly Working[],
): Working {
  const counted = parts.filter((part) => part.result);
  const missing = distinct(parts.flatMap((part) => part.notKnown ?? []));
  const names = parts.map((part) => startLower(part.title));
  const common = {
    title: how.title,
    // A schema may have thousands of columns.
    formula: names.length > MOST_NAMES ? `sum of ${names.length} parts` : names.join(' + '),
    terms: counted.map((part) => ({
      name: startLower(part.title),
      ...part.result!,
      ...(part.bound ? { because: part.bound } : {}),
    })),
    source: how.source,
    assumptions: how.assumptions ?? [],
    ...(missing.length > 0 ? { notKnown: missing } : {}),
  };
  // A sum of an upper bound and something unknown bounds nothing.
  const bounds = new Set(parts.flatMap((part) => (part.result ? (part.bound ?? []) : ['at least' as const])));
  if ((counted.length === 0 && parts.length > 0) || bounds.size > 1) return common;
  const [bound] = bounds;
  const value = counted.reduce((sum, part) => sum + part.result!.value, 0);
  return { ...common, result: { value, unit: how.unit }, ...(bound ? { bound } : {}) };
}

/** Which share of what there is is needed. */
export const shareOf = (needed: Working, available: Given): Working =>
  work(
    {
      title: 'Share of the memory',
      formula: 'needed / M',
      unit: 'ratio',
      source: 'The memory that the device reports',
      lowers: ['M'],
    },
    { needed, M: available },
    (values) => values.needed / values.M,
  );

/** Whether what is needed fits into what there is; not known when a bound does not decide it. */
export type Fit = 'fits' | 'does not fit' | 'not known';

export function fit(needed: Working, available: Given): Fit {
  const there = amountOf(available);
  if (!needed.result || !there) return 'not known';
  if (needed.result.value > there.value) return needed.bound === 'at most' ? 'not known' : 'does not fit';
  return needed.bound === 'at least' ? 'not known' : 'fits';
}

/** The number of a term or of a working without a bound; undefined for anything else. */
export function amountOf(given: Given): Amount | undefined {
  if ('declare' in given) return undefined;
  if ('value' in given) return given;
  return given.bound ? undefined : given.result;
}

const opposite = (bound: Bound): Bound => (bound === 'at least' ? 'at most' : 'at least');

/** `Weights` → `weights`, but `KV cache` and `GPU memory` stay. */
export const startLower = (text: string): string =>
  /^[A-Z][^A-Z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;

const distinct = (items: readonly NotKnown[]): readonly NotKnown[] => [
  ...new Map(items.map((item) => [`${item.name} ${item.declare}`, item])).values(),
];
