import { describe, expect, it } from 'vitest';
import type { ExpressionNode } from '../../language/model/expression.ts';
import { run } from '../../tools/setup/kit/run-process.ts';
import { toolEnvironment } from '../../tools/setup/python/tool-environment.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool } from '../../tools/setup/tools/kubeflow.ts';
import { interval, sqlName, toSql, type SqlNames } from './sql.ts';
import { binary, call, column, measure, number, quantity, range } from './testing/build.ts';

const NAMES: SqlNames = { column: ({ name }) => (name === 'gone' ? undefined : sqlName(name)), time: 'seen' };
const text = (value: string): ExpressionNode => ({ node: 'string', value });
const not = (operand: ExpressionNode): ExpressionNode => ({ node: 'unary', operator: 'not', operand });
const list = (...items: ExpressionNode[]): ExpressionNode => ({ node: 'list', items });
const a = column('a');
const b = column('b');
const NULL: ExpressionNode = { node: 'null' };

/** Expression, SQL, and what DuckDB makes of it for the rows (a, b) = (1, 2), (null, 2), (3, null). */
const CASES: [ExpressionNode, string, (number | boolean | string | null)[]][] = [
  [binary(a, '+', binary(b, '*', number(2))), 'a + b * 2', [5, null, null]],
  [binary(binary(a, '+', b), '*', number(2)), '(a + b) * 2', [6, null, null]],
  [binary(a, '-', binary(b, '-', number(1))), 'a - (b - 1)', [0, null, null]],
  [binary(a, '/', number(2)), 'a / 2', [0.5, null, 1.5]],
  [binary(a, '>', number(1)), 'a > 1', [false, null, true]],
  [not(binary(a, '>', number(1))), 'NOT a > 1', [true, null, false]],
  [binary(a, 'in', range(1, 2)), 'a BETWEEN 1 AND 2', [true, null, false]],
  [not(binary(a, 'in', range(1, 2))), 'NOT a BETWEEN 1 AND 2', [false, null, true]],
  [binary(a, 'in', list(number(1), number(3))), 'a IN (1, 3)', [true, null, true]],
  [binary(a, '==', NULL), 'a IS NULL', [false, true, false]],
  [binary(a, '!=', NULL), 'a IS NOT NULL', [true, false, true]],
  [
    binary(binary(a, '==', number(1)), 'or', binary(b, '==', number(2))),
    'a = 1 OR b = 2',
    [true, true, null],
  ],
  [
    binary(binary(a, '==', number(1)), 'and', binary(b, '==', number(2))),
    'a = 1 AND b = 2',
    [true, null, false],
  ],
  [call('not_null', a, b), '(a IS NOT NULL AND b IS NOT NULL)', [true, false, false]],
  [not(call('not_null', a)), 'NOT a IS NOT NULL', [false, true, false]],
  [call('coalesce', a, b), 'coalesce(a, b)', [1, 2, 3]],
  [call('int64', binary(a, '/', number(2))), 'CAST(a / 2 AS BIGINT)', [0, null, 2]],
  [
    {
      node: 'conditional',
      condition: binary(a, '>', number(1)),
      positive: text("it's"),
      negative: text('no'),
    },
    "CASE WHEN a > 1 THEN 'it''s' ELSE 'no' END",
    ['no', 'no', "it's"],
  ],
  [{ node: 'unary', operator: '-', operand: binary(a, '+', b) }, '-(a + b)', [-3, null, null]],
];
/** Aggregates over all three rows, and over none of them. */
const AGGREGATES: [ExpressionNode, string, number | null, number | null][] = [
  [call('avg', a), 'avg(a)', 2, null],
  [call('sum', a), 'sum(a)', 4, null],
  [call('min', a), 'min(a)', 1, null],
  [call('max', a), 'max(a)', 3, null],
  [call('count'), 'count(*)', 3, 0],
  [call('count', a), 'count(a)', 2, 0],
  [call('count_distinct', b), 'count(DISTINCT b)', 1, 0],
  [call('count_if', binary(a, '>', number(1))), 'count(CASE WHEN a > 1 THEN 1 END)', 1, 0],
  [call('last', a), 'last(a ORDER BY seen, a) FILTER (WHERE a IS NOT NULL)', 3, null],
  [call('first', b), 'first(b ORDER BY seen, b) FILTER (WHERE b IS NOT NULL)', 2, null],
  [call('rows'), 'count(*)', 3, 0],
  [call('mean', b), 'avg(b)', 2, null],
  [binary(call('sum', a), '/', call('count')), 'sum(a) / count(*)', 4 / 3, null],
];

describe('toSql', () => {
  it.for([...CASES, ...AGGREGATES])('%#: $1', ([node, sql]) => {
    expect(toSql(node, NAMES)).toEqual({ sql, problems: [] });
  });

  it('writes names, durations and freshness', () => {
    expect(toSql(column('order'), NAMES).sql).toBe('"order"');
    expect(toSql(column('a "b"'), NAMES).sql).toBe('"a ""b"""');
    expect(
      toSql(binary(measure('freshness'), '<', { node: 'quantity', quantity: quantity('36h') }), NAMES).sql,
    ).toBe('(now() - max(seen)) < INTERVAL 36 HOUR');
    expect(toSql(call('freshness', column('a')), NAMES).sql).toBe('(now() - max(a))');
    expect([0, 0.25, 90, 86_400, 5400].map(interval)).toEqual([
      'INTERVAL 0 MICROSECOND',
      'INTERVAL 250000 MICROSECOND',
      'INTERVAL 90 SECOND',
      'INTERVAL 1 DAY',
      'INTERVAL 90 MINUTE',
    ]);
  });

  it('says what it can not say', () => {
    expect(toSql(column('gone'), NAMES).problems).toEqual(['the column "gone" is not among the rows']);
    expect(toSql(call('drift', a), NAMES).problems).toEqual(['there is no SQL for the function "drift"']);
    expect(toSql(call('hour'), NAMES).problems).toEqual(['hour() does not take 0 arguments']);
    expect(toSql(call('avg', call('sum', a)), NAMES).problems).toEqual([
      "an aggregate inside of avg() can't be computed",
    ]);
    expect(toSql(range(1, 2), NAMES).problems).toEqual(['a range can only stand behind "in"']);
    expect(toSql(call('last', a), { column: NAMES.column }).problems).toEqual([
      'last() needs rows with an event_time',
    ]);
  });
});

await describeWithTool('SQL in DuckDB', tool, ({ python }) => {
  const ROWS = '(VALUES (1, 2, 10), (NULL, 2, 20), (3, NULL, 30)) AS rows(a, b, seen)';
  it('gives what the language means, nulls included', async () => {
    const queries = [
      ...CASES.map(([, sql]) => `SELECT ${sql} FROM ${ROWS} ORDER BY seen`),
      ...AGGREGATES.flatMap(([, sql]) =>
        ['TRUE', 'FALSE'].map((where) => `SELECT ${sql} FROM ${ROWS} WHERE ${where}`),
      ),
    ];
    const script =
      'import duckdb, json, sys; print(json.dumps([[row[0] for row in duckdb.execute(q).fetchall()] for q in json.load(sys.stdin)], default=float))';
    const result = await run(python, ['-c', script], {
      input: JSON.stringify(queries),
      env: toolEnvironment(),
    });
    expect(result.stderr).toBe('');
    expect(JSON.parse(result.stdout)).toEqual([
      ...CASES.map(([, , values]) => values),
      ...AGGREGATES.flatMap(([, , all, none]) => [[all], [none]]),
    ]);
  });
});
