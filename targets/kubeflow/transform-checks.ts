import type { ExpressionNode } from '../../language/model/expression.ts';
import type { ValidateStep } from '../../language/model/pipeline.ts';
import type { CheckOutput } from './output.ts';
import { namesOf, type Rows } from './rows.ts';
import { causeOf, type Scope } from './scope.ts';
import { hasAggregate, sqlName, toSql } from './sql.ts';

/** The expectations of a validation: what the source's schema says, then what the step says. */
export function planChecks(step: ValidateStep, rows: Rows, scope: Scope): readonly CheckOutput[] {
  return [
    ...schemaChecks(rows, scope),
    ...step.expectations.map((expectation) => {
      const { condition, severity } = expectation;
      const base = { title: condition.text, severity, cause: causeOf(scope, condition) };
      const { root } = condition;
      if (root.node === 'call' && root.function === 'unique') {
        const columns = root.arguments.map(columnName);
        const missing = columns.findIndex(
          (name) => name === undefined || (rows.columns.size > 0 && !rows.columns.has(name)),
        );
        if (missing >= 0)
          scope.report(
            'TN9311',
            condition.origin,
            `unique() takes columns of the rows; argument ${missing + 1} is none.`,
          );
        return { ...base, kind: 'unique' as const, condition: columns.map((name) => name ?? '') };
      }
      const { sql, problems } = toSql(root, namesOf(rows));
      for (const problem of problems)
        scope.report(
          'TN9311',
          condition.origin,
          `"${condition.text}" can't be checked in a pipeline: ${problem}.`,
        );
      return { ...base, kind: hasAggregate(root) ? ('table' as const) : ('rows' as const), condition: sql };
    }),
  ];
}

/** Facts of the schema are not written again as expectations, but they are checked like them. */
function schemaChecks(rows: Rows, scope: Scope): CheckOutput[] {
  const checks: CheckOutput[] = [];
  const required = rows.source.columns.filter((column) => !column.type.nullable);
  for (const column of required) {
    checks.push({
      kind: 'rows',
      title: `${column.name} is not null`,
      severity: 'error',
      condition: `${sqlName(column.name)} IS NOT NULL`,
      cause: column,
    });
  }
  for (const column of rows.source.columns) {
    if (!column.where) continue;
    const names = namesOf(rows);
    const { sql, problems } = toSql(column.where.root, {
      ...names,
      word: (word) => (word === 'value' ? sqlName(column.name) : undefined),
    });
    for (const problem of problems)
      scope.report(
        'TN9311',
        column.where.origin,
        `"${column.where.text}" can't be checked in a pipeline: ${problem}.`,
      );
    checks.push({
      kind: 'rows',
      title: `${column.name} where ${column.where.text}`,
      severity: 'error',
      condition: sql,
      cause: causeOf(scope, column.where),
    });
  }
  return checks;
}

const columnName = (node: ExpressionNode): string | undefined =>
  node.node === 'column' || node.node === 'word' ? node.name : undefined;
