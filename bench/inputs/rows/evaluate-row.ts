import type { ExpressionNode } from '../../../language/index.ts';
import type { Row } from './rows.ts';

/** A value of a formula; null as in SQL: what is made of null is null. */
export type RowValue = number | string | null | readonly RowValue[];

/** Said of a formula that takes more than a row and arithmetic. */
export class CannotEvaluate extends Error {}

/** Computes a formula over one row. Throws `CannotEvaluate` for what it does not know. */
export function evaluateRow(node: ExpressionNode, row: Row): RowValue {
  switch (node.node) {
    case 'number':
      return node.value;
    case 'quantity':
      return node.quantity.value;
    case 'string':
      return node.value;
    case 'boolean':
      return Number(node.value);
    case 'null':
      return null;
    case 'column':
      return cell(row[node.name]);
    case 'word':
      return node.name;
    case 'conditional':
      return evaluateRow(node.condition, row) === 1
        ? evaluateRow(node.positive, row)
        : evaluateRow(node.negative, row);
    case 'unary':
      return unary(node.operator, evaluateRow(node.operand, row));
    case 'binary':
      return binary(node, row);
    case 'call':
      return call(node, row);
    case 'list':
      return node.items.map((item) => evaluateRow(item, row));
    default:
      throw new CannotEvaluate(`${node.node} is not of one row`);
  }
}

/** A cell as readers give it; moments are milliseconds since 1970, as a date in a text is none. */
export function cell(value: unknown): RowValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, cell);
  throw new CannotEvaluate('a value is a structure');
}

function unary(operator: 'not' | '-', value: RowValue): RowValue {
  if (value === null) return null;
  return operator === '-' ? -numeric(value) : Number(numeric(value) === 0);
}

function binary(node: ExpressionNode & { readonly node: 'binary' }, row: Row): RowValue {
  const { operator } = node;
  if (operator === 'in') return contains(node.right, evaluateRow(node.left, row), row);
  const left = evaluateRow(node.left, row);
  const right = evaluateRow(node.right, row);
  if (operator === 'and' && (left === 0 || right === 0)) return 0;
  if (operator === 'or' && (left === 1 || right === 1)) return 1;
  if (left === null || right === null) return null;
  switch (operator) {
    case 'and':
    case 'or':
      return Number(operator === 'and');
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '<':
      return Number(left < right);
    case '<=':
      return Number(left <= right);
    case '>':
      return Number(left > right);
    case '>=':
      return Number(left >= right);
    case '+':
      return numeric(left) + numeric(right);
    case '-':
      return numeric(left) - numeric(right);
    case '*':
      return numeric(left) * numeric(right);
    case '/':
      return numeric(right) === 0 ? null : numeric(left) / numeric(right);
    default:
      throw new CannotEvaluate(`${operator} is no value`);
  }
}

function contains(where: ExpressionNode, value: RowValue, row: Row): RowValue {
  if (value === null) return null;
  if (where.node === 'binary' && where.operator === '..') {
    const low = evaluateRow(where.left, row);
    const high = evaluateRow(where.right, row);
    return low === null || high === null ? null : Number(value >= low && value <= high);
  }
  const list = evaluateRow(where, row);
  if (!Array.isArray(list)) throw new CannotEvaluate('what follows in is no list');
  return Number(list.includes(value));
}

function call(
  { function: name, arguments: given }: ExpressionNode & { readonly node: 'call' },
  row: Row,
): RowValue {
  const values = given.map((argument) => evaluateRow(argument, row));
  const [value = null] = values;
  if (name === 'coalesce') return values.find((each) => each !== null) ?? null;
  const calculate = FUNCTIONS[name];
  if (calculate === undefined) throw new CannotEvaluate(`${name} is not computed here`);
  return value === null ? null : calculate(value);
}

const FUNCTIONS: Readonly<Partial<Record<string, (value: RowValue) => RowValue>>> = {
  abs: (value) => Math.abs(numeric(value)),
  sqrt: (value) => Math.sqrt(numeric(value)),
  log1p: (value) => Math.log1p(numeric(value)),
  round: (value) => Math.sign(numeric(value)) * Math.round(Math.abs(numeric(value))),
  lower: (value) => String(value).toLowerCase(),
  upper: (value) => String(value).toUpperCase(),
  length: (value) => (typeof value === 'string' || Array.isArray(value) ? value.length : numeric(value)),
  hour: (value) => moment(value).getUTCHours(),
  day_of_week: (value) => moment(value).getUTCDay() || 7,
  day_of_month: (value) => moment(value).getUTCDate(),
  month: (value) => moment(value).getUTCMonth() + 1,
  year: (value) => moment(value).getUTCFullYear(),
};

function moment(value: RowValue): Date {
  // A text without a zone is a moment in UTC, as the functions of the language say.
  const text = typeof value === 'string' ? value.trim().replace(' ', 'T') : undefined;
  const zoned =
    text === undefined || /Z$|[+-]\d\d:?\d\d$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const date = new Date(zoned ?? numeric(value));
  if (Number.isNaN(date.getTime())) throw new CannotEvaluate(`${String(value)} is no moment`);
  return date;
}

function numeric(value: RowValue): number {
  if (typeof value === 'number') return value;
  throw new CannotEvaluate(`${String(value)} is no number`);
}
