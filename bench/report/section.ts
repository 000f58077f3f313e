/** Cells are written for people: with units, in English. */
export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A part of the report: what is drawn, and the same as a table. */
export interface Section<T> {
  readonly title: string;
  /** Empty when the result does not have it. */
  readonly rows: readonly T[];
  readonly table: ReportTable;
  /** Why there is nothing, and what to do for it. */
  readonly missing: string;
  /** What the drawing shows, for those who do not see it. */
  readonly summary: string;
}

export function section<T>(
  title: string,
  missing: string,
  rows: readonly T[],
  table: {
    readonly columns: readonly string[];
    readonly cells: (row: T) => readonly string[];
    readonly summary?: (rows: readonly T[]) => string;
  },
): Section<T> {
  return {
    title,
    missing,
    rows,
    table: { columns: table.columns, rows: rows.map(table.cells) },
    summary: rows.length === 0 ? missing : (table.summary?.(rows) ?? title),
  };
}
