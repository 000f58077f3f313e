/** One row by the names of its columns; a value that is not there is null. */
export type Row = Readonly<Record<string, unknown>>;

export type RowsOutcome = { readonly rows: readonly Row[] } | { readonly problem: string };

export interface RowsWanted {
  readonly columns: readonly string[];
  /** Most rows. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** Says which columns a file lacks, as far as there are any. */
export function lacking(columns: readonly string[], has: readonly string[]): { problem: string } | undefined {
  const missing = columns.filter((column) => !has.includes(column));
  return missing.length === 0 ? undefined : { problem: `has no column ${missing.join(', ')}` };
}
