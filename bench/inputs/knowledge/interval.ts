import type { Expression, ExpressionNode } from '../../../language/index.ts';

/** Numbers from `low` to `high`; an open end is infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const ANY: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const at = (value: number): Interval => ({ low: value, high: value });
const union = (a: Interval, b: Interval): Interval => ({
  low: Math.min(a.low, b.low),
  high: Math.max(a.high, b.high),
});
const meet = (a: Interval, b: Interval): Interval => ({
  low: Math.max(a.low, b.low),
  high: Math.min(a.high, b.high),
});

/** What a condition on `value` leaves: `value in 0..9 and value != 3` leaves 0 to 9. */
export function rangeOfCondition(condition: Expression | undefined): Interval {
  return condition === undefined ? ANY : allowed(condition.root);
}

function allowed(node: ExpressionNode): Interval {
  if (node.node !== 'binary') return ANY;
  const { operator, left, right } = node;
  if (operator === 'and') return meet(allowed(left), allowed(right));
  if (operator === 'or') return union(allowed(left), allowed(right));
  if (isValue(right) && !isValue(left)) {
    const turned = TURNED[operator];
    return turned === undefined ? ANY : allowed({ ...node, operator: turned, left: right, right: left });
  }
  if (!isValue(left)) return ANY;
  if (operator === 'in') return listed(right);
  const limit = numberOf(right);
  if (limit === undefined) return ANY;
  if (operator === '==') return at(limit);
  if (operator === '>' || operator === '>=') return { ...ANY, low: limit };
  if (operator === '<' || operator === '<=') return { ...ANY, high: limit };
  return ANY;
}

const TURNED: Readonly<Partial<Record<string, '<' | '<=' | '>' | '>=' | '=='>>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
};

const isValue = (node: ExpressionNode): boolean => node.node === 'word' && node.name === 'value';

function listed(node: ExpressionNode): Interval {
  if (node.node === 'binary' && node.operator === '..') {
    return { low: numberOf(node.left) ?? ANY.low, high: numberOf(node.right) ?? ANY.high };
  }
  if (node.node !== 'list') return ANY;
  const numbers = node.items.map(numberOf);
  if (numbers.length === 0 || numbers.includes(undefined)) return ANY;
  return { low: Math.min(...(numbers as number[])), high: Math.max(...(numbers as number[])) };
}

function numberOf(node: ExpressionNode): number | undefined {
  if (node.node === 'number') return node.value;
  if (node.node === 'quantity') return node.quantity.value;
  const negative = node.node === 'unary' && node.operator === '-' ? numberOf(node.operand) : undefined;
  return negative === undefined ? undefined : -negative;
}

/** Where the values of columns lie, by name and source. */
export type ColumnRange = (column: string, source: string | undefined) => Interval;

/** Where the values of a formula lie, as far as its parts say. */
export function rangeOfFormula(node: ExpressionNode, columns: ColumnRange): Interval {
  switch (node.node) {
    case 'number':
      return at(node.value);
    case 'quantity':
      return at(node.quantity.value);
    case 'boolean':
      return { low: 0, high: 1 };
    case 'column':
      return columns(node.name, node.source?.qualifiedName);
    case 'conditional':
      return union(rangeOfFormula(node.positive, columns), rangeOfFormula(node.negative, columns));
    case 'call':
      return rangeOfCall(node, columns);
    case 'unary':
      return node.operator === '-' ? negated(rangeOfFormula(node.operand, columns)) : { low: 0, high: 1 };
    case 'binary':
      return rangeOfOperator(node, columns);
    default:
      return ANY;
  }
}

/** Counts have no upper end of their own; a thousand rows in a window is a busy one. */
const BUSY = 1_000;

const CALLS: Readonly<Record<string, Interval>> = {
  hour: { low: 0, high: 23 },
  day_of_week: { low: 1, high: 7 },
  day_of_month: { low: 1, high: 31 },
  month: { low: 1, high: 12 },
  year: { low: 1970, high: 2100 },
  count: { low: 0, high: BUSY },
  count_if: { low: 0, high: BUSY },
  count_distinct: { low: 0, high: BUSY },
  null_share: { low: 0, high: 1 },
};

/** Functions whose values lie where those of their arguments do. */
const WITHIN = new Set(['avg', 'mean', 'min', 'max', 'first', 'last', 'quantile', 'round', 'coalesce']);

function rangeOfCall(node: ExpressionNode & { readonly node: 'call' }, columns: ColumnRange): Interval {
  const known = CALLS[node.function];
  if (known !== undefined) return known;
  const ranges = node.arguments.map((argument) => rangeOfFormula(argument, columns));
  const [first = ANY] = ranges;
  if (node.function === 'coalesce') return ranges.reduce(union, first);
  if (WITHIN.has(node.function)) return first;
  if (node.function === 'abs' || node.function === 'sqrt' || node.function === 'stddev')
    return { low: 0, high: Math.max(Math.abs(first.low), Math.abs(first.high)) };
  if (node.function === 'log1p')
    return { low: Math.log1p(Math.max(0, first.low)), high: Math.log1p(Math.max(0, first.high)) };
  return ANY;
}

const negated = ({ low, high }: Interval): Interval => ({ low: -high, high: -low });

function rangeOfOperator(node: ExpressionNode & { readonly node: 'binary' }, columns: ColumnRange): Interval {
  const a = rangeOfFormula(node.left, columns);
  const b = rangeOfFormula(node.right, columns);
  switch (node.operator) {
    case '+':
      return { low: a.low + b.low, high: a.high + b.high };
    case '-':
      return { low: a.low - b.high, high: a.high - b.low };
    case '*':
      return corners(a, b, (x, y) => x * y);
    case '/':
      return b.low > 0 || b.high < 0 ? corners(a, b, (x, y) => x / y) : ANY;
    case 'and':
    case 'or':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
      return { low: 0, high: 1 };
    default:
      return ANY;
  }
}

function corners(a: Interval, b: Interval, calculate: (x: number, y: number) => number): Interval {
  const all = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => calculate(x, y)));
  return all.some(Number.isNaN) ? ANY : { low: Math.min(...all), high: Math.max(...all) };
}
