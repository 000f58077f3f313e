import type { Ref } from '../../language/model/element.ts';
import type { BinaryOperator, ExpressionNode } from '../../language/model/expression.ts';
import { partsOf } from '../../language/model/expression-nodes.ts';
import { isScalarName, scalar } from '../../language/types/data-type.ts';
import { AGGREGATES, ROW_FUNCTIONS, SKIPS_NULLS_BY_FILTER, type SqlFunction } from './functions.ts';
import { sqlType } from './sql-types.ts';

type Column = Extract<ExpressionNode, { node: 'column' }>;
type Call = Extract<ExpressionNode, { node: 'call' }>;

/** What the names of an expression mean in the query that it becomes part of. Undefined: it can't be said. */
export interface SqlNames {
  column(column: Column): string | undefined;
  feature?(feature: Ref): string | undefined;
  /** `value` in a check of a column, or the symbol of an enumeration. */
  word?(name: string): string | undefined;
  /** An aggregate with its window. Without this, aggregates run over all rows of the query. */
  aggregate?(call: Call): string | undefined;
  /** Time of a row, for `last`, `first` and `freshness`. */
  time?: string;
}

export type Sql = { readonly sql: string; readonly problems: readonly string[] };

/**
 * The SQL text of an expression for DuckDB. Nulls behave as in SQL: a comparison with null is unknown,
 * and a range `a..b` contains both of its ends.
 */
export function toSql(node: ExpressionNode, names: SqlNames): Sql {
  const problems: string[] = [];
  const sql = write(node, { names, problems }, 0);
  return { sql, problems };
}

interface Context {
  readonly names: SqlNames;
  readonly problems: string[];
}

const OPERATORS: Readonly<
  Record<Exclude<BinaryOperator, '..' | 'in'>, readonly [sql: string, rank: number]>
> = {
  or: ['OR', 1],
  and: ['AND', 2],
  '==': ['=', 4],
  '!=': ['<>', 4],
  '<': ['<', 4],
  '<=': ['<=', 4],
  '>': ['>', 4],
  '>=': ['>=', 4],
  '+': ['+', 6],
  '-': ['-', 6],
  '*': ['*', 7],
  '/': ['/', 7],
};
const NOT = 3;
const COMPARISON = 4;
const SIGN = 8;

/** `rank` is the binding strength of what is around; weaker text gets parentheses. */
function write(node: ExpressionNode, context: Context, rank: number): string {
  switch (node.node) {
    case 'number':
      return String(node.value);
    case 'quantity':
      return node.quantity.dimension === 'duration'
        ? interval(node.quantity.value)
        : String(node.quantity.value);
    case 'string':
      return sqlString(node.value);
    case 'boolean':
      return node.value ? 'TRUE' : 'FALSE';
    case 'null':
      return 'NULL';
    case 'column':
      return (
        context.names.column(node) ?? unknown(context, `the column "${node.name}" is not among the rows`)
      );
    case 'feature':
      return (
        context.names.feature?.(node.feature) ??
        unknown(context, `the feature ${node.feature.qualifiedName} can't be computed here`)
      );
    case 'word':
      return context.names.word?.(node.name) ?? sqlString(node.name);
    case 'measure':
      // Written without parentheses: `expect freshness < 36h`.
      return node.name === 'freshness'
        ? aggregate({ node: 'call', function: 'freshness', arguments: [] }, context.names, context.problems)
        : unknown(context, `"${node.name}" is not something that rows have`);
    case 'call':
      return call(node, context);
    case 'unary':
      return node.operator === 'not'
        ? bracket(`NOT ${write(node.operand, context, NOT)}`, NOT, rank)
        : bracket(`-${write(node.operand, context, SIGN)}`, SIGN, rank);
    case 'binary':
      return binary(node.operator, node.left, node.right, context, rank);
    case 'conditional': {
      const [condition, positive, negative] = [node.condition, node.positive, node.negative].map((part) =>
        write(part, context, 0),
      );
      return `CASE WHEN ${condition} THEN ${positive} ELSE ${negative} END`;
    }
    case 'list':
      return `[${node.items.map((item) => write(item, context, 0)).join(', ')}]`;
  }
}

function binary(
  operator: BinaryOperator,
  left: ExpressionNode,
  right: ExpressionNode,
  context: Context,
  rank: number,
): string {
  if (operator === '..') return unknown(context, 'a range can only stand behind "in"');
  if (operator === 'in') return bracket(membership(left, right, context), COMPARISON, rank);
  // The language has one null, and comparing with it asks whether there is a value.
  if ((operator === '==' || operator === '!=') && (left.node === 'null' || right.node === 'null')) {
    const operand = write(left.node === 'null' ? right : left, context, COMPARISON + 1);
    return bracket(`${operand} IS ${operator === '==' ? '' : 'NOT '}NULL`, COMPARISON, rank);
  }
  const [sql, own] = OPERATORS[operator];
  // The right side of an operator of the same strength needs parentheses: a - (b - c).
  return bracket(`${write(left, context, own)} ${sql} ${write(right, context, own + 1)}`, own, rank);
}

function membership(left: ExpressionNode, right: ExpressionNode, context: Context): string {
  const value = write(left, context, COMPARISON + 1);
  if (right.node === 'binary' && right.operator === '..') {
    const [low, high] = [right.left, right.right].map((part) => write(part, context, COMPARISON + 1));
    return `${value} BETWEEN ${low} AND ${high}`;
  }
  if (right.node === 'list')
    return `${value} IN (${right.items.map((item) => write(item, context, 0)).join(', ')})`;
  return `list_contains(${write(right, context, 0)}, ${value})`;
}

function call(node: Call, context: Context): string {
  if (node.function in AGGREGATES) {
    const windowed = context.names.aggregate?.(node);
    return windowed ?? aggregate(node, context.names, context.problems);
  }
  const args = node.arguments.map((argument) => write(argument, context, 0));
  if (isScalarName(node.function) && args.length === 1) {
    return `CAST(${args[0]} AS ${sqlType(scalar(node.function))})`;
  }
  if (node.function === 'not_null') {
    return bracket(
      args.map((argument) => `${argument} IS NOT NULL`).join(' AND '),
      args.length > 1 ? 2 : COMPARISON,
      3,
    );
  }
  const known = ROW_FUNCTIONS[node.function];
  if (!known) return unknown(context, `there is no SQL for the function "${node.function}"`);
  return fill(node.function, known, args, context);
}

/** An aggregate over the rows that `filter` leaves. */
export function aggregate(node: Call, names: SqlNames, problems: string[], filter?: string): string {
  const inner: Context = { names: { ...names, aggregate: () => undefined }, problems };
  if (node.arguments.some(hasAggregate))
    return unknown(inner, `an aggregate inside of ${node.function}() can't be computed`);
  const args = node.arguments.map((argument) => write(argument, inner, 0));
  const conditions = filter === undefined ? [] : [filter];
  if (SKIPS_NULLS_BY_FILTER.has(node.function)) conditions.push(`${args[0]} IS NOT NULL`);
  const known = AGGREGATES[node.function];
  if (!known) return unknown(inner, `there is no SQL for the function "${node.function}"`);
  if (
    names.time === undefined &&
    (known.sql.includes('{time}') || (args.length === 0 && known.sql.includes('{0|time}')))
  ) {
    return unknown(inner, `${node.function}() needs rows with an event_time`);
  }
  return fill(node.function, known, node.function === 'count' && args.length === 0 ? ['*'] : args, inner)
    .replaceAll('{0|time}', args[0] ?? names.time ?? '')
    .replaceAll('{time}', names.time ?? '')
    .replaceAll('{filter}', conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.join(' AND ')})`);
}

function fill(name: string, known: SqlFunction, args: readonly string[], context: Context): string {
  if (args.length < known.least || args.length > (known.most ?? Infinity)) {
    return unknown(context, `${name}() does not take ${args.length} arguments`);
  }
  return known.sql
    .replaceAll('{*}', () => args.join(', '))
    .replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? '');
}

export function hasAggregate(node: ExpressionNode): boolean {
  if (node.node === 'measure') return node.name === 'freshness';
  return (node.node === 'call' && node.function in AGGREGATES) || partsOf(node).some(hasAggregate);
}

/** A length of time in the largest unit that gives a whole number; finest are microseconds. */
export function interval(seconds: number): string {
  const units = [['DAY', 86_400], ['HOUR', 3600], ['MINUTE', 60], ['SECOND', 1]] as const; // prettier-ignore
  for (const [unit, length] of units) {
    if (seconds !== 0 && Number.isInteger(seconds / length)) return `INTERVAL ${seconds / length} ${unit}`;
  }
  return `INTERVAL ${Math.round(seconds * 1e6)} MICROSECOND`;
}

export const sqlString = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Plain lower-case names stay as they are; all others are quoted, so that none is taken for a keyword. */
export const sqlName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !KEYWORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

// DuckDB's reserved words, and those that can't be a column's or a function's name everywhere.
const KEYWORDS: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asof asymmetric at authorization between bigint binary bit boolean both by
  case cast char character check coalesce collate collation column concurrently constraint create cross current_date
  current_timestamp dec decimal default deferrable desc describe distinct do else end except exclude exists extract
  false fetch filter float for foreign freeze from full generated glob grant group having ilike in initially inner
  inout int integer intersect interval into is isnull join lambda lateral leading left like limit list map natural
  nchar none not notnull null nullif numeric offset on only or order out outer over overlaps overlay pivot placing
  position positional precision primary qualify real references replace returning right row select semi setof show
  similar smallint some struct substring summarize symmetric table tablesample then time timestamp to trailing treat
  trim true try_cast union unique unpivot user using values varchar variadic verbose when where window with xmlattributes`
    .trim()
    .split(/\s+/),
);

function bracket(sql: string, own: number, around: number): string {
  return own < around ? `(${sql})` : sql;
}

function unknown(context: Context, problem: string): string {
  context.problems.push(problem);
  return 'NULL';
}
