/** How a tensor gets its numbers. All but `stored` are drawn from the seed. */
export type Fill = DrawnFill | StoredFill;

export type DrawnFill =
  /** Standard normal; `missing` is the share of NaN, for features that may be null. */
  | { readonly kind: 'normal'; readonly missing?: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number; readonly missing?: number }
  /** Whole numbers, both ends included. */
  | { readonly kind: 'integers'; readonly low: number; readonly high: number; readonly missing?: number }
  /** Texts; those of `values` where they are known. */
  | { readonly kind: 'text'; readonly values?: readonly string[] }
  /** One rule for each position of the last axis. */
  | { readonly kind: 'positions'; readonly of: readonly DrawnFill[] };

/** Numbers that a file holds: rows of the project's data, or arrays that somebody prepared. */
export interface StoredFill {
  readonly kind: 'stored';
  readonly from: 'rows' | 'file';
  /** The file in words, relative to the project: `data/flights.parquet`. */
  readonly name: string;
  /** Where the bytes lie for this run: little-endian, row by row; texts as a JSON list. Gone after the run. */
  readonly path: string;
  /** One for each batch, in bytes. All inputs of a plan have the same number. */
  readonly parts: readonly { readonly offset: number; readonly bytes: number }[];
}
