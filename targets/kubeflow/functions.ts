/** A function of the expression language in DuckDB's SQL; `{0}`, `{1}` stand for its arguments. */
export interface SqlFunction {
  readonly least: number;
  /** Largest number of arguments; absent when there is no limit, and then `{*}` stands for all of them. */
  readonly most?: number;
  readonly sql: string;
}

const one = (sql: string): SqlFunction => ({ least: 1, most: 1, sql });
const none = (sql: string): SqlFunction => ({ least: 0, most: 0, sql });

/** Functions of one row. A null argument gives null unless the function is about nulls. */
export const ROW_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  abs: one('abs({0})'),
  round: one('round({0})'),
  sqrt: one('sqrt({0})'),
  log1p: one('ln(1 + {0})'),
  coalesce: { least: 1, sql: 'coalesce({*})' },
  not_null: { least: 1, sql: 'NOT NULL' },
  lower: one('lower({0})'),
  upper: one('upper({0})'),
  length: one('length({0})'),
  year: one('year({0})'),
  month: one('month({0})'),
  day_of_month: one('day({0})'),
  // ISO 8601: Monday is 1, Sunday is 7.
  day_of_week: one('isodow({0})'),
  hour: one('hour({0})'),
  today: none('current_date'),
};

/**
 * Functions of many rows. Like in SQL they skip nulls; over no value the result is null, and a count is 0.
 * `{filter}` is the place of the window's condition.
 */
export const AGGREGATES: Readonly<Record<string, SqlFunction>> = {
  avg: one('avg({0}){filter}'),
  mean: one('avg({0}){filter}'),
  sum: one('sum({0}){filter}'),
  min: one('min({0}){filter}'),
  max: one('max({0}){filter}'),
  stddev: one('stddev_samp({0}){filter}'),
  count: { least: 0, most: 1, sql: 'count({0}){filter}' },
  count_distinct: one('count(DISTINCT {0}){filter}'),
  // Rows for which the condition holds; unknown is not true. DuckDB's own count_if is null over no rows.
  count_if: one('count(CASE WHEN {0} THEN 1 END){filter}'),
  rows: { least: 0, most: 0, sql: 'count(*){filter}' },
  // Age of the newest row, by its event time or by the column that is named.
  freshness: { least: 0, most: 1, sql: '(now() - max({0|time}){filter})' },
  // The value of the latest row that has one; the value itself decides between rows of the same moment.
  last: one('last({0} ORDER BY {time}, {0}){filter}'),
  first: one('first({0} ORDER BY {time}, {0}){filter}'),
};

/** Aggregates whose argument has to be a value, so that a null is never the answer while a value is there. */
export const SKIPS_NULLS_BY_FILTER: ReadonlySet<string> = new Set(['first', 'last']);
