import type { DataType, Expression } from '../../../language/index.ts';
import type { DrawnFill } from '../fill.ts';
import type { Interval } from './interval.ts';

/** What a project says about the inputs of one model. */
export interface InputKnowledge {
  readonly inputs: Readonly<Record<string, KnownInput>>;
}

export interface KnownInput {
  /** One for each position of the last axis, or one column that fills the whole item. */
  readonly positions: readonly KnownValue[];
  /**
   * The legal numbers for a tensor of this dtype and shape; undefined when nothing is known of them. Where the schema
   * leaves a range open, the rows say it.
   */
  fill(dtype: string, shape: readonly number[], seen?: SeenRange): DrawnFill | undefined;
  /** Columns that its features are made of, of files that can be read. */
  readonly reads: readonly { readonly path: string; readonly column: string }[];
}

/** Smallest and largest number of a column in the rows that were looked at. */
export type SeenRange = (path: string, column: string) => Interval | undefined;

/** One feature or column, and where its values could be read. */
export interface KnownValue {
  /** `late_share_24h` */
  readonly name: string;
  readonly type: DataType;
  /** Formula over one row of `table`; undefined when it takes more than one row, and then `why` says so. */
  readonly formula?: Expression;
  readonly table?: KnownTable;
  /** Why its values cannot be taken from rows, as the end of a sentence: `is an average over 6 h`. */
  readonly why?: string;
}

/** A source with a file. */
export interface KnownTable {
  /** Name of the source. */
  readonly name: string;
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** Values of columns that are enumerations: their place is what a model is fed with. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
}
