import type { Feature, Source } from '../../language/model/data.ts';
import type { DataType } from '../../language/types/data-type.ts';
import { type Scope, find, isStep, stepOf } from './scope.ts';
import type { Step, StepInput } from '../../language/model/pipeline.ts';
import { sqlName, type SqlNames } from './sql.ts';

/** The rows that a step works on: their columns, where they were read, and the features joined to them. */
export interface Rows {
  readonly source: Source;
  readonly columns: ReadonlyMap<string, DataType>;
  readonly features: readonly JoinedFeature[];
}

export interface JoinedFeature {
  readonly feature: Feature;
  readonly column: string;
}

/** Rows that an input carries; undefined, with a diagnostic, when it carries none. */
export function rowsOf(scope: Scope, step: Step, input: StepInput | undefined): Rows | undefined {
  const from = stepOf(scope, input);
  const rows = from && scope.rows.get(from.qualifiedName);
  if (!rows) {
    const problem = from ? `the step "${from.name}" gives no rows` : 'no step that gives rows is named';
    scope.report('TN9317', input?.origin ?? step, `"${step.name}" needs rows, but ${problem}.`);
  }
  return rows;
}

/** The rows that a source step gives before anything was joined. */
export function rowsOfSource(scope: Scope, step: Step): Rows | undefined {
  const source = isStep(step, 'read') ? find(scope, step.source, 'source') : undefined;
  return source && { source, columns: new Map(source.columns.map((c) => [c.name, c.type])), features: [] };
}

export const timeOf = (rows: Rows): string | undefined => rows.source.eventTime?.value;

/** What names mean in a condition on the rows of a step. */
export function namesOf(rows: Rows): SqlNames {
  const time = timeOf(rows);
  return {
    // A source without a schema may have any column.
    column: (column) =>
      rows.columns.has(column.name) || rows.columns.size === 0 ? sqlName(column.name) : undefined,
    feature: (feature) => {
      const joined = rows.features.find(
        (candidate) => candidate.feature.qualifiedName === feature.qualifiedName,
      );
      return joined && sqlName(joined.column);
    },
    ...(time === undefined ? {} : { time: sqlName(time) }),
  };
}
