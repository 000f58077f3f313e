import type { DataType } from '../types/data-type.ts';
import type { Quantity } from '../types/quantity.ts';
import type { Element, Ref } from './element.ts';
import type { Expression } from './expression.ts';
import type { Sourced } from './origin.ts';

/** A column of a schema. */
export interface Column extends Element<'column'> {
  readonly type: DataType;
  /** Part of the row's key. */
  readonly key: boolean;
  /** Condition on `value` that each row must meet. */
  readonly where?: Expression;
}

/** Rows that come from somewhere: a table, files or a stream. */
export interface Source extends Element<'source'> {
  readonly format?: Sourced<string>;
  /** URI, or a path relative to the project folder. `${…}` is already resolved. */
  readonly location?: Sourced<string>;
  /** Name of the column that says when the row happened. */
  readonly eventTime?: Sourced<string>;
  readonly from?: Ref;
  readonly topic?: Sourced<string>;
  readonly columns: readonly Column[];
}

/** Rows that go somewhere. */
export interface Sink extends Element<'sink'> {
  readonly format?: Sourced<string>;
  readonly location?: Sourced<string>;
  readonly mode?: Sourced<string>;
  readonly to?: Ref;
}

/** A thing of the world that features describe. */
export interface Entity extends Element<'entity'> {
  /** Columns that identify it, in order. */
  readonly key: Sourced<readonly string[]>;
}

/** One value computed for an entity. */
export interface Feature extends Element<'feature'> {
  /** Declared, or inferred from the formula. */
  readonly type: DataType;
  readonly typeInferred: boolean;
  readonly formula: Expression;
}

/** A feature view: features of one entity, computed from sources or other views. */
export interface Features extends Element<'features'> {
  readonly of: readonly Ref<'entity'>[];
  readonly from: readonly Ref[];
  readonly version: Sourced<number>;
  readonly ttl?: Sourced<Quantity>;
  readonly stores: Sourced<readonly string[]>;
  readonly compute: Sourced<string>;
  readonly features: readonly Feature[];
}

/** A named, ordered selection of features: what a model is served with. */
export interface Bundle extends Element<'bundle'> {
  readonly version: Sourced<number>;
  readonly takes: readonly Ref<'feature'>[];
}
