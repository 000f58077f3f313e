import { describe, expect, it } from 'vitest';
import type { Expression, ExpressionNode } from '../../../language/index.ts';
import { scalar, type DataType } from '../../../language/types/data-type.ts';
import { rangeOfCondition, rangeOfFormula } from './interval.ts';
import { fillOfType } from './type-fill.ts';

const number = (value: number): ExpressionNode => ({ node: 'number', value });
const value: ExpressionNode = { node: 'word', name: 'value' };
const column: ExpressionNode = { node: 'column', name: 'c' };
type Operator = (ExpressionNode & { node: 'binary' })['operator'];
const binary = (left: ExpressionNode, operator: Operator, right: ExpressionNode): ExpressionNode => ({
  node: 'binary',
  operator,
  left,
  right,
});
const call = (name: string, ...args: ExpressionNode[]): ExpressionNode => ({
  node: 'call',
  function: name,
  arguments: args,
});
const condition = (root: ExpressionNode): Expression => ({ root }) as Expression;
const open = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

describe('where values lie', () => {
  it.each([
    [binary(value, 'in', binary(number(0), '..', number(9))), { low: 0, high: 9 }],
    [binary(value, '>', number(3)), { ...open, low: 3 }],
    [binary(number(3), '>', value), { ...open, high: 3 }],
    [binary(value, '>=', { node: 'unary', operator: '-', operand: number(2) }), { ...open, low: -2 }],
    [binary(value, 'in', { node: 'list', items: [number(4), number(1)] }), { low: 1, high: 4 }],
    [binary(binary(value, '>', number(0)), 'and', binary(value, '<=', number(5))), { low: 0, high: 5 }],
    [binary(binary(value, '==', number(0)), 'or', binary(value, '==', number(5))), { low: 0, high: 5 }],
    [binary(value, '!=', number(0)), open],
    [call('unique', value), open],
  ])('by a condition %#', (root, range) => {
    expect(rangeOfCondition(condition(root))).toEqual(range);
  });

  it.each([
    [column, { low: 2, high: 4 }],
    [call('avg', column), { low: 2, high: 4 }],
    [call('hour', column), { low: 0, high: 23 }],
    [call('abs', binary(column, '-', number(10))), { low: 0, high: 8 }],
    [binary(number(2013), '-', column), { low: 2009, high: 2011 }],
    [binary(column, '*', number(-3)), { low: -12, high: -6 }],
    [binary(number(8), '/', column), { low: 2, high: 4 }],
    [binary(number(8), '/', binary(column, '-', number(3))), open],
    [binary(column, '>', number(3)), { low: 0, high: 1 }],
    [
      { node: 'conditional', condition: value, positive: number(1), negative: number(0) },
      { low: 0, high: 1 },
    ],
    [call('coalesce', column, number(0)), { low: 0, high: 4 }],
    [call('sum', column), open],
  ] as const)('by a formula %#', (root, range) => {
    expect(rangeOfFormula(root, () => ({ low: 2, high: 4 }))).toEqual(range);
  });
});

describe('what a type allows', () => {
  const text: DataType = { kind: 'enum', values: ['a', 'b', 'c'], nullable: false };
  it.each([
    [scalar('float32'), 'float32', { low: 0, high: 1 }, { kind: 'uniform', low: 0, high: 1 }],
    [
      scalar('float32', true),
      'float32',
      { low: 0, high: 1 },
      { kind: 'uniform', low: 0, high: 1, missing: 0.05 },
    ],
    [scalar('int32', true), 'int64', { low: 1.5, high: 9.5 }, { kind: 'integers', low: 2, high: 9 }],
    [scalar('int64'), 'float32', open, undefined],
    [scalar('uint8'), 'float32', open, { kind: 'integers', low: 0, high: 255 }],
    [scalar('bool'), 'float32', open, { kind: 'integers', low: 0, high: 1 }],
    [scalar('float64'), 'float32', { ...open, low: 10 }, { kind: 'uniform', low: 10, high: 110 }],
    [text, 'int64', open, { kind: 'integers', low: 0, high: 2 }],
    [text, 'string', open, { kind: 'text', values: ['a', 'b', 'c'] }],
    [
      { kind: 'list', item: scalar('uint8'), nullable: false },
      'uint8',
      { low: 0, high: 16 },
      { kind: 'integers', low: 0, high: 16 },
    ],
    [
      { kind: 'image', mode: 'grey16', nullable: false },
      'uint16',
      open,
      { kind: 'integers', low: 0, high: 65_535 },
    ],
    [{ kind: 'image', nullable: false }, 'float32', open, { kind: 'uniform', low: 0, high: 1 }],
    [{ kind: 'unknown', nullable: false }, 'float32', open, undefined],
  ] as const)('%j in %s', (type, dtype, range, fill) => {
    expect(fillOfType(type, dtype, range)).toEqual(fill);
  });
});
