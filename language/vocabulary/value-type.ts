import { describeValue, type Value } from '../scoping/value.ts';
import type { Symbol } from '../scoping/symbol.ts';
import type { DimensionName } from '../types/unit-table.ts';
import type { Quantity } from '../types/quantity.ts';

/** Tells the author that a value does not fit: what was expected, and what may help. */
export type Refuse = (value: Value, message: string, extra?: { help?: string; data?: unknown }) => void;

/**
 * What may stand as the value of a property, clause or object. The same object drives checking,
 * completion, hover and the reference pages, and turns a written value into a typed one.
 */
export interface ValueType<T = unknown> {
  /** For documentation and messages: "a duration, such as 30s". */
  readonly description: string;
  /** Words that are allowed, with their meaning. */
  readonly words?: Readonly<Record<string, string>>;
  /** Kinds of elements that may be referred to. */
  readonly kinds?: readonly string[];
  /** A name that nothing declares is fine here, unless it is nearly one that is declared. */
  readonly open?: boolean;
  /** What the arguments of a call are. */
  readonly arguments?: ValueType;
  readonly dimension?: DimensionName;
  /** Functions that may be called, with the help that completion shows. */
  readonly functions?: Readonly<Record<string, string>>;
  /** The text is the name of something that the built-in library declares, of this noun. */
  readonly library?: string;
  /** A path relative to the project folder, of a file that must exist. */
  readonly file?: boolean;
  /** The value is an expression over the names of this scope and is bound, not read. */
  readonly scope?: ExpressionScopeName;
  /** The value is a type, such as `float32[batch, 3]`. */
  readonly dataType?: boolean;
  readonly items?: ValueType;
  /** Reads a value; reports and returns undefined when it does not fit. */
  read(value: Value, refuse: Refuse): T | undefined;
}

/** Which names an expression may use. */
export type ExpressionScopeName =
  | 'columns'
  | 'features'
  | 'rows'
  | 'metric'
  | 'metrics'
  | 'measures'
  | 'steps'
  | 'request'
  | 'labels'
  | 'trials';

export type ReadOf<V> = V extends ValueType<infer T> ? T : never;

const fail = (description: string, value: Value, refuse: Refuse): undefined => {
  if (value.is !== 'unknown' && value.is !== 'open') {
    refuse(value, `Expected ${description}, found ${describeValue(value)}.`);
  }
  return undefined;
};

export function text(description = 'a text in quotes'): ValueType<string> {
  return {
    description,
    read: (value, refuse) => (value.is === 'text' ? value.text : fail(description, value, refuse)),
  };
}

/** A text that names a machine of the catalogue; a rule says which ones there are. */
export function machineName(): ValueType<string> {
  return { ...text('the name of a machine, such as "g5.2xlarge"'), library: 'machine' };
}

/** A file of the project; the path is relative to the project folder. */
export function path(description = 'the path of a file in the project'): ValueType<string> {
  return { ...text(description), file: true };
}

export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

const outside = (number: number, bounds: Bounds): boolean =>
  number < (bounds.min ?? -Infinity) || number > (bounds.max ?? Infinity);

const boundsText = ({ min, max }: Bounds): string =>
  min === undefined && max === undefined
    ? ''
    : max === undefined
      ? ` of at least ${min}`
      : min === undefined
        ? ` of at most ${max}`
        : ` from ${min} to ${max}`;

export function number(bounds: Bounds = {}): ValueType<number> {
  const description = `a number${boundsText(bounds)}`;
  return {
    description,
    read: (value, refuse) => {
      const found = numberOf(value);
      return found === undefined || outside(found, bounds) ? fail(description, value, refuse) : found;
    },
  };
}

export function integer(bounds: Bounds = {}): ValueType<number> {
  const description = `a whole number${boundsText(bounds)}`;
  return {
    description,
    read: (value, refuse) => {
      const found = numberOf(value);
      return found === undefined || !Number.isInteger(found) || outside(found, bounds)
        ? fail(description, value, refuse)
        : found;
    },
  };
}

/** `3` or `3 times`, and `70B` where B means a thousand million and not bytes. */
function numberOf(value: Value): number | undefined {
  if (value.is === 'number') return value.number;
  if (value.is !== 'quantity') return undefined;
  const { dimension, value: amount, text: written } = value.quantity;
  if (dimension === 'times' || dimension === 'scale') return amount;
  return dimension === 'bytes' && /[0-9]B$/.test(written) ? amount * 1e9 : undefined;
}

export function boolean(): ValueType<boolean> {
  const description = 'on or off';
  return {
    description,
    words: { on: 'Switched on; the same as true.', off: 'Switched off; the same as false.' },
    read: (value, refuse) => {
      if (value.is === 'boolean') return value.boolean;
      if (value.is === 'word' && (value.word === 'on' || value.word === 'off')) return value.word === 'on';
      return fail(description, value, refuse);
    },
  };
}

/** One of a closed set of words. */
export function word<W extends string>(words: Readonly<Record<W, string>>): ValueType<W> {
  const names = Object.keys(words);
  const description = names.length > 1 ? `one of ${names.join(', ')}` : `the word ${names[0]}`;
  return {
    description,
    words,
    read: (value, refuse) => {
      if (value.is === 'word' && Object.hasOwn(words, value.word)) return value.word as W;
      if (value.is === 'word') {
        refuse(value, `Expected ${description}, found ${value.word}.`, {
          data: { word: value.word, allowed: names },
        });
        return undefined;
      }
      return fail(description, value, refuse);
    },
  };
}

/** Any word that Tenon does not know the list of, such as the name of an optimizer, or an element of some kinds. */
export function name(description = 'a name', ...kinds: readonly string[]): ValueType<string> {
  return {
    description,
    ...(kinds.length > 0 ? { kinds, open: true } : {}),
    read: (value, refuse) => {
      if (value.is === 'word') return value.word;
      if (value.is === 'text') return value.text;
      if (value.is === 'reference') return value.symbol.name;
      return fail(description, value, refuse);
    },
  };
}

const EXAMPLES: Partial<Record<DimensionName, string>> = {
  duration: '30s, 15m or 7d',
  bytes: '500MB or 4GiB',
  ratio: '80%',
  rate: '500/s',
  money: '400EUR',
};

export function quantity(dimension: DimensionName): ValueType<Quantity> {
  const example = EXAMPLES[dimension];
  const description = `a ${dimension === 'bytes' ? 'size' : dimension}${example ? `, such as ${example}` : ''}`;
  return {
    description,
    dimension,
    read: (value, refuse) => {
      if (value.is === 'quantity' && value.quantity.dimension === dimension) return value.quantity;
      if (value.is === 'number') {
        refuse(value, `Expected ${description}, found the number ${value.number} without a unit.`, {
          help: example ? `Add a unit: ${example}.` : 'Add a unit.',
          data: { dimension, number: value.number },
        });
        return undefined;
      }
      return fail(description, value, refuse);
    },
  };
}

/** A share: `80%` or `0.8`, read as 0.8. */
export function ratio(): ValueType<number> {
  const description = 'a share, such as 80%';
  return {
    description,
    dimension: 'ratio',
    read: (value, refuse) => {
      if (value.is === 'quantity' && value.quantity.dimension === 'ratio') return value.quantity.value;
      if (value.is === 'number' && value.number >= 0 && value.number <= 1) return value.number;
      return fail(description, value, refuse);
    },
  };
}

export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** `1..4`, or a single number that is both ends. */
export function range(bounds: Bounds = {}): ValueType<NumberRange> {
  const item = integer(bounds);
  const description = `a range such as 1..4${bounds.min === undefined ? '' : `, from ${bounds.min} on`}`;
  return {
    description,
    read: (value, refuse) => {
      if (value.is === 'number') {
        const both = item.read(value, refuse);
        return both === undefined ? undefined : { from: both, to: both };
      }
      if (value.is !== 'range') return fail(description, value, refuse);
      const from = item.read(value.from, refuse);
      const to = item.read(value.to, refuse);
      if (from === undefined || to === undefined) return undefined;
      if (from <= to) return { from, to };
      refuse(value, `The range runs backwards: ${from} is more than ${to}.`, {
        help: `Write ${to}..${from}.`,
        data: { swap: [from, to] },
      });
      return undefined;
    },
  };
}

/** What a reference reads as before it is made a `Ref` of the resolved model. */
export interface Reference {
  readonly symbol: Symbol;
  readonly version?: string;
  readonly value: Value;
}

export function reference(...kinds: readonly string[]): ValueType<Reference> {
  const description = kinds.length > 0 ? `the name of ${listKinds(kinds)}` : 'a name';
  return {
    description,
    kinds,
    read: (value, refuse) => {
      if (value.is === 'reference') {
        if (kinds.length === 0 || kinds.includes(value.symbol.kind)) {
          return {
            symbol: value.symbol,
            value,
            ...(value.version === undefined ? {} : { version: value.version }),
          };
        }
        return fail(description, value, refuse);
      }
      // An unknown name was reported when it was looked up, with "did you mean".
      return value.is === 'word' ? undefined : fail(description, value, refuse);
    },
  };
}

const listKinds = (kinds: readonly string[]): string => {
  const phrases = kinds.map((kind) => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`);
  return phrases.length > 1 ? `${phrases.slice(0, -1).join(', ')} or ${phrases.at(-1)}` : phrases[0]!;
};

/** `[a, b]`, or one item without brackets. */
export function list<T>(items: ValueType<T>): ValueType<readonly T[]> {
  return {
    ...(items.words ? { words: items.words } : {}),
    ...(items.kinds ? { kinds: items.kinds } : {}),
    ...(items.open ? { open: true } : {}),
    items,
    description: `a list, each item ${items.description}`,
    read: (value, refuse) => {
      const parts = value.is === 'list' ? value.items : [value];
      const result: T[] = [];
      for (const part of parts) {
        const item = items.read(part, refuse);
        if (item !== undefined) result.push(item);
      }
      return result;
    },
  };
}

/** A call such as `cron("0 3 * * *", zone: "UTC")`: its name and arguments, read by their own types. */
export interface CallOf {
  readonly name: string;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly value: Value;
}

export function call(
  functions: Readonly<Record<string, string>>,
  more: Pick<ValueType, 'arguments'> = {},
): ValueType<CallOf> {
  const names = Object.keys(functions);
  const description = names.map((each) => `${each}(…)`).join(' or ');
  return {
    ...more,
    description,
    functions,
    read: (value, refuse) => {
      if (value.is !== 'call') return fail(description, value, refuse);
      if (!Object.hasOwn(functions, value.name)) {
        refuse(value, `Expected ${description}, found ${value.name}(…).`, {
          data: { word: value.name, allowed: names },
        });
        return undefined;
      }
      const positional = value.arguments.filter((argument) => argument.name === undefined);
      const named = value.arguments.flatMap((argument) =>
        argument.name === undefined ? [] : [[argument.name, argument.value] as const],
      );
      return {
        name: value.name,
        positional: positional.map((argument) => argument.value),
        named: new Map(named),
        value,
      };
    },
  };
}

/** The first of several types that fits; used sparingly, since messages get longer with each. */
export function either<A, B>(first: ValueType<A>, second: ValueType<B>): ValueType<A | B> {
  const description = `${first.description} or ${second.description}`;
  return {
    description,
    words: { ...first.words, ...second.words },
    functions: { ...first.functions, ...second.functions },
    ...(first.kinds || second.kinds ? { kinds: [...(first.kinds ?? []), ...(second.kinds ?? [])] } : {}),
    read: (value, refuse) => {
      const refusals: Parameters<Refuse>[] = [];
      const collect: Refuse = (...refusal) => refusals.push(refusal);
      for (const type of [first, second]) {
        const before = refusals.length;
        const found = type.read(value, collect);
        // Without a refusal it fits, and has no value yet: `1..n` with a parameter that is given later.
        if (found !== undefined || refusals.length === before) return found;
      }
      // Only one of them may have understood the value so far that it knows what is wrong with it.
      const told = refusals.find(([, message]) => !message.startsWith('Expected'));
      if (told === undefined) return fail(description, value, refuse);
      refuse(...told);
      return undefined;
    },
  };
}

/** Settings whose meaning belongs to a tool or to the user's code: anything that can be written. */
export function anything(
  description = 'a value',
  names: Pick<ValueType, 'words' | 'kinds' | 'open' | 'arguments'> = {},
): ValueType<Value> {
  return { ...names, description, read: (value) => value };
}

/** An expression over the names of a scope. It is bound by the area's lowering, so reading gives nothing. */
export function expression(scope: ExpressionScopeName, description = 'an expression'): ValueType<never> {
  return { description, scope, read: () => undefined };
}

/** A declared element, or a new name for something that needs no declaration. */
export function referenceOrName(...kinds: readonly string[]): ValueType<Reference | string> {
  const declared = reference(...kinds);
  return {
    ...declared,
    description: `${declared.description}, or a name of its own`,
    open: true,
    read: (value, refuse) => (value.is === 'word' ? value.word : declared.read(value, refuse)),
  };
}
