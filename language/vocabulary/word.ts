import type { ExpressionScopeName, ReadOf, ValueType } from './value-type.ts';

/** `name: value` inside a body. */
export interface PropertyWord<T = unknown> {
  readonly type: ValueType<T>;
  /** One or two sentences of Markdown: what it means and when to set it. */
  readonly doc: string;
  readonly required?: boolean;
  /** What holds when it is not written, as it would be written. */
  readonly default?: string;
  /** May also be written as a block of settings: `stores: { online: redis }`. */
  readonly block?: boolean;
  /** Words that may follow the value: `instances: 2 on gpu`. */
  readonly clauses?: Clauses;
}

/** A word after the name or object: `of card`, `from swipes`. */
export interface ClauseWord<T = unknown> {
  readonly type: ValueType<T>;
  readonly doc: string;
  readonly required?: boolean;
}

export type Properties = Readonly<Record<string, PropertyWord>>;
export type Clauses = Readonly<Record<string, ClauseWord>>;

/** What may stand in a body, whether it belongs to a noun or to a verb. */
export interface BodyWord<P extends Properties = Properties> {
  readonly properties: P;
  /** Rows: typed names of the author's own (`amount : float64`), such as columns and features. */
  readonly rows?: RowWord;
  /** Settings with free names, which go to a tool or to the user's code as they are. */
  readonly settings?: { readonly type: ValueType; readonly doc: string };
  /** Bare conditions (`latency.p99 < 20ms`) or shares (`net@4: 90%`). */
  readonly conditions?: { readonly scope: ExpressionScopeName; readonly doc: string };
  readonly shares?: { readonly type: ValueType; readonly doc: string };
  /** Events for `on event …`: a closed list. */
  readonly events?: Readonly<Record<string, string>>;
  /** `when … { }`, `for each … { }` may hold what the body itself holds. */
  readonly flow?: boolean;
  /** Names that expressions inside may use beside the declared ones, such as `baseline`: name → meaning. */
  readonly names?: Readonly<Record<string, string>>;
}

export interface RowWord {
  readonly row: 'column' | 'feature' | 'part' | 'field' | 'variant';
  readonly doc: string;
  readonly type: 'required' | 'optional' | 'none';
  readonly formula: 'required' | 'optional' | 'none';
  readonly formulaScope?: ExpressionScopeName;
  /** For rows of the form `name: value`, such as the parts of a split. */
  readonly value?: ValueType;
  readonly flags?: Readonly<Record<string, string>>;
  /** What may be set in the braces of a row: `patient : string pii { mask: hash }`. */
  readonly properties?: Properties;
  readonly clauses: Clauses;
}

/** A noun: a kind of thing that is declared, or a block inside one. */
export interface NounWord<
  P extends Properties = Properties,
  C extends Clauses = Clauses,
> extends BodyWord<P> {
  readonly noun: string;
  readonly area: Area;
  readonly doc: string;
  /** Where it may stand: `file`, or the nouns and verbs in whose bodies it may be written. */
  readonly in: readonly string[];
  readonly name: 'required' | 'optional' | 'none';
  /** The name is one of these words and chooses something, instead of naming something new. */
  readonly choices?: Readonly<Record<string, string>>;
  /** The header takes a type: `input features : float32[batch, 3]`. */
  readonly typed?: 'required' | 'optional';
  /** The header takes a value after `=`. */
  readonly value?: ValueType;
  readonly flags?: Readonly<Record<string, string>>;
  readonly clauses: C;
  /** Language version that brought it. */
  readonly since: number;
}

/** A verb: something that is done, tested or promised inside a body. */
export interface VerbWord<
  P extends Properties = Properties,
  C extends Clauses = Clauses,
> extends BodyWord<P> {
  readonly verb: string;
  readonly area: Area;
  readonly doc: string;
  readonly in: readonly string[];
  readonly object?: { readonly type: ValueType; readonly doc: string; readonly required: boolean };
  readonly clauses: C;
  /** The step verbs of a pipeline give a result that others can take. */
  readonly step?: boolean;
  readonly since: number;
}

export const AREAS = [
  'data',
  'features',
  'training',
  'models',
  'pipelines',
  'serving',
  'optimisation',
  'infrastructure',
  'operations',
  'recovery',
  'release',
  'language',
] as const;
export type Area = (typeof AREAS)[number];

export interface PropertyOptions {
  readonly required?: boolean;
  readonly default?: string;
  readonly block?: boolean;
  readonly clauses?: Clauses;
}

export const property = <T>(
  type: ValueType<T>,
  doc: string,
  options: PropertyOptions = {},
): PropertyWord<T> => ({
  type,
  doc,
  ...options,
});

export const clause = <T>(
  type: ValueType<T>,
  doc: string,
  options: { required?: boolean } = {},
): ClauseWord<T> => ({
  type,
  doc,
  ...options,
});

type Optionals = 'properties' | 'clauses' | 'since' | 'name';

/** Declares a noun; what is left out is empty. */
export function noun<P extends Properties = Record<never, never>, C extends Clauses = Record<never, never>>(
  noun: string,
  word: Omit<NounWord<P, C>, 'noun' | Optionals> & Partial<Pick<NounWord<P, C>, Optionals>>,
): NounWord<P, C> {
  return { name: 'required', properties: {} as P, clauses: {} as C, since: 1, ...word, noun };
}

export function verb<P extends Properties = Record<never, never>, C extends Clauses = Record<never, never>>(
  verb: string,
  word: Omit<VerbWord<P, C>, 'verb' | Exclude<Optionals, 'name'>> &
    Partial<Pick<VerbWord<P, C>, Exclude<Optionals, 'name'>>>,
): VerbWord<P, C> {
  return { properties: {} as P, clauses: {} as C, since: 1, ...word, verb };
}

export type PropertyValue<P extends Properties, K extends keyof P> = ReadOf<P[K]['type']>;
