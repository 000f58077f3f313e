import type { DataType, ScalarName } from '../data-type.ts';

/** What a type can't say in a system, or what happens to values in it; the id is stable, such as `json-int64`. */
export interface SystemLoss {
  readonly id: string;
  readonly text: string;
}

/** What a system calls a type, or why it has nothing for it. */
export type TypePlace =
  { readonly name: string; readonly loss?: SystemLoss } | { readonly unsupported: string };

type Of<K extends DataType['kind']> = Extract<DataType, { readonly kind: K }>;

/** Puts the type inside a list and the like into the same system. */
export type Inner = (type: DataType) => TypePlace;

/** The types of one system. Nothing here looks at null, except `nullable`. */
export interface SystemTypes {
  readonly title: string;
  /** Where the facts are from: titles or addresses of documents. */
  readonly sources: readonly string[];
  readonly scalars: Readonly<Record<ScalarName, TypePlace>>;
  /** Timestamps and durations whose unit or zone is given, and how they change the plain ones. */
  time(type: Of<'scalar'>, plain: TypePlace): TypePlace;
  decimal(type: Of<'decimal'>): TypePlace;
  enum(type: Of<'enum'>): TypePlace;
  list(type: Of<'list'>, inner: Inner): TypePlace;
  map(type: Of<'map'>, inner: Inner): TypePlace;
  struct(type: Of<'struct'>, inner: Inner): TypePlace;
  tensor(type: Of<'tensor'>, item: TypePlace): TypePlace;
  image(type: Of<'image'>): TypePlace;
  /** A type whose values may be null; `plain` is the same without. */
  nullable(type: DataType, plain: TypePlace): TypePlace;
}

export const as = (name: string): TypePlace => ({ name });
export const lossy = (name: string, id: string, text: string): TypePlace => ({ name, loss: { id, text } });
export const none = (unsupported: string): TypePlace => ({ unsupported });

/** Builds a name around other types; the first that is not there, or that loses something, decides. */
export function around(places: readonly TypePlace[], name: (names: readonly string[]) => string): TypePlace {
  const missing = places.find((place) => 'unsupported' in place);
  if (missing) return missing;
  const named = places.filter((place) => 'name' in place);
  const loss = named.find((place) => place.loss)?.loss;
  return { name: name(named.map((place) => place.name)), ...(loss ? { loss } : {}) };
}

/** The same place with a loss, unless it has one already. */
export function withLoss(place: TypePlace, id: string, text: string): TypePlace {
  return 'name' in place && !place.loss ? lossy(place.name, id, text) : place;
}

export const unchanged = (_type: DataType, plain: TypePlace): TypePlace => plain;

/** Places for the fields of a struct, with their names. */
export const fieldPlaces = (type: Of<'struct'>, inner: Inner): TypePlace[] =>
  type.fields.map((field) => inner(field.type));

/** Sizes of a tensor; an axis without a fixed size is `open`. */
export const sizes = (type: Of<'tensor'>, open: string): string =>
  type.shape.map((size) => (typeof size === 'number' ? size : open)).join(', ');
