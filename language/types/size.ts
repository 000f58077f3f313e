import { printName } from './print-name.ts';

/**
 * The size of an axis as an equation over symbols: a sum of terms, each a fraction times powers of symbols.
 * Division is exact: `h/8` stands for a whole number only where 8 divides h. Always in normal form: like
 * terms added up, fractions reduced, terms sorted; so two equal sizes print alike.
 */
export interface Size {
  readonly terms: readonly Term[];
}

interface Term {
  readonly numerator: number;
  /** Above 0. */
  readonly denominator: number;
  /** Powers other than 0, sorted by symbol. */
  readonly powers: readonly (readonly [symbol: string, power: number])[];
}

/** Longer sums than this are no shape that somebody wrote. */
const MOST_TERMS = 64;

export const constantSize = (value: number): Size => ({ terms: value === 0 ? [] : [term(value, 1, [])] });
export const symbolSize = (symbol: string): Size => ({ terms: [term(1, 1, [[symbol, 1]])] });

const term = (numerator: number, denominator: number, powers: Term['powers']): Term => ({
  numerator,
  denominator,
  powers,
});

/** Undefined when the result is too long or too large to be exact. */
export function addSizes(left: Size, right: Size): Size | undefined {
  return normal([...left.terms, ...right.terms]);
}

export const negateSize = (size: Size): Size => ({
  terms: size.terms.map((each) => ({ ...each, numerator: -each.numerator })),
});

export function subtractSizes(left: Size, right: Size): Size | undefined {
  return addSizes(left, negateSize(right));
}

export function multiplySizes(left: Size, right: Size): Size | undefined {
  if (left.terms.length * right.terms.length > MOST_TERMS) return undefined;
  return normal(left.terms.flatMap((a) => right.terms.map((b) => multiplyTerms(a, b))));
}

/** Undefined when the divisor is 0 or a sum, by which no sum can be divided term by term. */
export function divideSizes(left: Size, right: Size): Size | undefined {
  const [divisor, ...more] = right.terms;
  if (!divisor || more.length > 0) return undefined;
  const sign = Math.sign(divisor.numerator);
  const inverse = term(
    divisor.denominator * sign,
    divisor.numerator * sign,
    divisor.powers.map(([symbol, power]) => [symbol, -power] as const),
  );
  return normal(left.terms.map((each) => multiplyTerms(each, inverse)));
}

/** Its value when no symbol is left in it; it need not be whole. */
export function constantOf(size: Size): number | undefined {
  const [only, ...more] = size.terms;
  if (!only) return 0;
  return more.length > 0 || only.powers.length > 0 ? undefined : only.numerator / only.denominator;
}

export function symbolsOf(size: Size): readonly string[] {
  return [...new Set(size.terms.flatMap(({ powers }) => powers.map(([symbol]) => symbol)))].sort();
}

/** Puts sizes in place of symbols; undefined when the result can't be written as a size. */
export function substituteSize(size: Size, sizeOf: (symbol: string) => Size | undefined): Size | undefined {
  let sum: Size | undefined = constantSize(0);
  for (const { numerator, denominator, powers } of size.terms) {
    let product: Size | undefined = normal([term(numerator, denominator, [])]);
    for (const [symbol, power] of powers) {
      const factor = sizeOf(symbol) ?? symbolSize(symbol);
      for (let count = 0; product && count < Math.abs(power); count += 1) {
        product = power > 0 ? multiplySizes(product, factor) : divideSizes(product, factor);
      }
    }
    sum = sum && product && addSizes(sum, product);
  }
  return sum;
}

/**
 * The value that a symbol must have for a size to be 0; undefined unless it occurs once, to the first power
 * and in no other symbol's company.
 */
export function solveSize(size: Size, symbol: string): Size | undefined {
  const holding = size.terms.filter(({ powers }) => powers.some(([each]) => each === symbol));
  const [only, ...more] = holding;
  if (!only || more.length > 0 || only.powers.length !== 1 || only.powers[0]![1] !== 1) return undefined;
  const rest: Size = { terms: size.terms.filter((each) => each !== only) };
  return divideSizes(negateSize(rest), { terms: [{ ...only, powers: [] }] });
}

/** As it is written in a model: `2*h`, `(n-1)/2`, `h*w+1`. */
export function printSize(size: Size): string {
  if (size.terms.length === 0) return '0';
  const denominator = size.terms.reduce((all, each) => leastCommonMultiple(all, each.denominator), 1);
  const below = new Map<string, number>();
  for (const [symbol, power] of size.terms.flatMap(({ powers }) => powers)) {
    if (power < 0) below.set(symbol, Math.max(below.get(symbol) ?? 0, -power));
  }
  const above = size.terms.map((each) => ({
    factor: (each.numerator * denominator) / each.denominator,
    names: raised(each.powers, below),
  }));
  const sum = above.map(({ factor, names }, index) => printTerm(factor, names, index === 0)).join('');
  const divisors = [...(denominator === 1 ? [] : [String(denominator)]), ...namesOf([...below])];
  if (divisors.length === 0) return sum;
  const left = above.length > 1 ? `(${sum})` : sum;
  const right = divisors.length > 1 ? `(${divisors.join('*')})` : divisors[0]!;
  // `8/h` without blanks would be a rate: eight in an hour.
  return /\d$/.test(left) && /^\D/.test(right) ? `${left} / ${right}` : `${left}/${right}`;
}

function printTerm(factor: number, names: readonly string[], first: boolean): string {
  const amount = Math.abs(factor);
  const text = [...(amount === 1 && names.length > 0 ? [] : [String(amount)]), ...names].join('*');
  return `${factor < 0 ? '-' : first ? '' : '+'}${text}`;
}

function raised(powers: Term['powers'], below: ReadonlyMap<string, number>): string[] {
  const sums = new Map(powers);
  for (const [symbol, power] of below) sums.set(symbol, (sums.get(symbol) ?? 0) + power);
  return namesOf([...sums].sort(([a], [b]) => compare(a, b)));
}

const namesOf = (powers: readonly (readonly [string, number])[]): string[] =>
  powers.flatMap(([symbol, power]) => Array.from({ length: power }, () => printName(symbol)));

function multiplyTerms(a: Term, b: Term): Term {
  const powers = new Map(a.powers);
  for (const [symbol, power] of b.powers) powers.set(symbol, (powers.get(symbol) ?? 0) + power);
  return term(a.numerator * b.numerator, a.denominator * b.denominator, sortedPowers(powers));
}

const sortedPowers = (powers: ReadonlyMap<string, number>): Term['powers'] =>
  [...powers].filter(([, power]) => power !== 0).sort(([a], [b]) => compare(a, b));

function normal(terms: readonly Term[]): Size | undefined {
  const sums = new Map<string, Term>();
  for (const each of terms) {
    const key = JSON.stringify(each.powers);
    const known = sums.get(key);
    const sum = reduced(
      known
        ? term(
            known.numerator * each.denominator + each.numerator * known.denominator,
            known.denominator * each.denominator,
            each.powers,
          )
        : each,
    );
    if (!Number.isSafeInteger(sum.numerator) || !Number.isSafeInteger(sum.denominator)) return undefined;
    sums.set(key, sum);
  }
  const left = [...sums.values()].filter(({ numerator }) => numerator !== 0);
  return left.length > MOST_TERMS ? undefined : { terms: left.sort(compareTerms) };
}

function reduced({ numerator, denominator, powers }: Term): Term {
  const divisor = greatestCommonDivisor(Math.abs(numerator), denominator);
  return term(numerator / divisor, denominator / divisor, powers);
}

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0 ? 1 : larger;
}
const leastCommonMultiple = (a: number, b: number): number => (a / greatestCommonDivisor(a, b)) * b;

/** Higher powers first, then by symbol, the constant last. */
function compareTerms(a: Term, b: Term): number {
  const degree = ({ powers }: Term): number => powers.reduce((sum, [, power]) => sum + power, 0);
  return degree(b) - degree(a) || compare(JSON.stringify(a.powers), JSON.stringify(b.powers));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
