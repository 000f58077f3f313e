import type { Sink } from '../../language/model/data.ts';
import type { Ref } from '../../language/model/element.ts';
import type { SplitStep, Step, ValidateStep } from '../../language/model/pipeline.ts';
import { pythonLiteral, quotePython } from '../kit/python.ts';
import type { StepOutput } from './output.ts';
import { namesOf, rowsOf, rowsOfSource, timeOf, type Rows } from './rows.ts';
import { causeOf, find, isStep, sourceName, type Scope } from './scope.ts';
import { toSql } from './sql.ts';
import {
  dataRoot,
  inputParameter,
  lacking,
  outputOf,
  outputParameter,
  partName,
  runParameter,
  type StepCode,
  type StepPlanner,
} from './step-code.ts';
import { planJoin } from './transform-joins.ts';
import { evaluateCode, registerCode, trainCode } from './transform-learning-steps.ts';
import { STEP_PACKAGES, pinned } from './versions.ts';

/** Code of one step; undefined, with a diagnostic, when it can't be carried. */
export function planStep(step: Step, planner: StepPlanner): StepCode | undefined {
  const { scope } = planner;
  const base = { packages: (STEP_PACKAGES[step.verb] ?? []).map((name) => pinned(name)), returns: undefined };
  if (isStep(step, 'read')) {
    const rows = rowsOfSource(scope, step);
    if (!rows) return lacking(step, scope, 'a source to read');
    const name = sourceName(scope, rows.source);
    const where = step.where && conditionSql(step.where, rows, scope);
    return {
      ...base,
      documentation: {
        value: rows.source.documentation ?? `The rows of ${rows.source.qualifiedName}.`,
        cause: [step, rows.source],
      },
      parameters: [dataRoot, outputParameter('rows')],
      body: [
        { value: 'from steps import sources, tables', cause: step },
        {
          value: `tables.read(sources.SOURCES[${quotePython(name)}], data_root, rows.path${where ? `, where=${quotePython(where)}` : ''})`,
          cause: [step, causeOf(scope, step.where)],
        },
      ],
    };
  }
  if (isStep(step, 'train')) return trainCode(step, planner);
  if (isStep(step, 'evaluate')) return evaluateCode(step, planner);
  if (isStep(step, 'register')) return registerCode(step, planner, base.packages);
  if (!isCarried(step)) {
    scope.report(
      'TN9308',
      step,
      `Kubeflow has no form for the step "${step.name}": "${step.verb}" is not carried.`,
      {
        help: `Carried are ${Object.keys(STEP_PACKAGES)
          .filter((verb) => verb !== 'failure')
          .join(', ')}.`,
      },
    );
    return undefined;
  }
  const rows = rowsOf(scope, step, step.inputs[0]);
  if (!rows) return undefined;
  const input = inputParameter('rows', outputOf(step.inputs[0]!, scope), step.inputs[0]!.origin);
  if (isStep(step, 'validate')) return { ...base, ...validateCode(step, input, planner) };
  if (isStep(step, 'filter')) {
    const where = conditionSql(step.where, rows, scope);
    return {
      ...base,
      documentation: { value: `Only the rows where ${step.where.text}.`, cause: causeOf(scope, step.where) },
      parameters: [input, outputParameter('kept')],
      body: [
        { value: 'from steps import tables', cause: step },
        {
          value: `tables.keep(rows.path, ${quotePython(where)}, kept.path)`,
          cause: causeOf(scope, step.where),
        },
      ],
    };
  }
  if (isStep(step, 'join')) {
    const plan = planJoin(step, rows, scope);
    planner.joins.push(plan.output);
    const columns = new Map([
      ...rows.columns,
      ...plan.features.map((joined) => [joined.column, joined.feature.type] as const),
    ]);
    scope.rows.set(step.qualifiedName, { ...rows, columns, features: [...rows.features, ...plan.features] });
    return {
      ...base,
      documentation: { value: 'Each row with its features as they were known at its time.', cause: step },
      parameters: [input, dataRoot, outputParameter('joined')],
      body: [
        { value: 'from steps import joining', cause: step },
        {
          value: `joining.join(${quotePython(step.name)}, rows.path, ${pythonLiteral(plan.output.sources)}, data_root, joined.path)`,
          cause: [step, ...step.with.map((ref) => ref.origin)],
        },
      ],
    };
  }
  if (isStep(step, 'split')) return { ...base, ...splitCode(step, rows, input, scope) };
  if (isStep(step, 'write')) {
    const place = sinkPlace(step.sink, step, scope);
    if (!place) return undefined;
    return {
      ...base,
      documentation: { value: `Puts the rows into ${place.sink.qualifiedName}.`, cause: [step, place.sink] },
      parameters: [input, dataRoot, runParameter],
      body: [
        { value: 'from steps import tables', cause: step },
        {
          value: `tables.write(rows.path, ${[place.location, place.format].map(quotePython).join(', data_root, ')}, ${quotePython(place.mode)}, run)`,
          cause: [step, place.sink.location, place.sink.format, place.sink.mode],
        },
      ],
    };
  }
  return undefined;
}

const isCarried = (step: Step): boolean => !('other' in step) && step.verb in STEP_PACKAGES;

function conditionSql(condition: NonNullable<Step['when']>, rows: Rows, scope: Scope): string {
  const { sql, problems } = toSql(condition.root, namesOf(rows));
  for (const problem of problems)
    scope.report(
      'TN9311',
      condition.origin,
      `"${condition.text}" can't be decided in a pipeline: ${problem}.`,
    );
  return sql;
}

function validateCode(
  step: ValidateStep,
  input: StepOutput['parameters'][number],
  planner: StepPlanner,
): Omit<StepCode, 'packages' | 'returns'> {
  const isolate = step.recoveries
    .filter((recovery) => recovery.event === 'failure')
    .flatMap((recovery) => recovery.actions)
    .find((action) => action.action === 'isolate');
  const to = isolate?.to;
  const place = typeof to === 'object' ? sinkPlace(to, step, planner.scope) : undefined;
  return {
    documentation: {
      value: isolate
        ? 'Rows that break no expectation; the others are isolated.'
        : 'Rows that break no expectation; one that does fails the step.',
      cause: [step, isolate],
    },
    parameters: [
      input,
      outputParameter('good'),
      ...(isolate ? [{ ...outputParameter('isolated'), cause: isolate }] : []),
      outputParameter('figures', 'Metrics'),
      ...(place ? [dataRoot, runParameter] : []),
    ],
    body: [
      { value: `from steps import expectations, ${place ? 'tables, ' : ''}validation`, cause: step },
      {
        value: `broken = validation.validate(rows.path, good.path, ${isolate ? 'isolated.path' : 'None'}, expectations.EXPECTATIONS[${quotePython(step.name)}])`,
        cause: [step, isolate],
      },
      { value: 'for name, value in broken.items():\n    figures.log_metric(name, value)', cause: step },
      ...(place
        ? [
            {
              value: `tables.write(isolated.path, ${quotePython(place.location)}, data_root, ${quotePython(place.format)}, ${quotePython(place.mode)}, run)`,
              cause: [isolate, place.sink.location],
            },
          ]
        : []),
    ],
  };
}

function splitCode(
  step: SplitStep,
  rows: Rows,
  input: StepOutput['parameters'][number],
  scope: Scope,
): Omit<StepCode, 'packages' | 'returns'> {
  const parts = step.parts
    .map((part) => `(${partName(part.name)}.path, ${pythonLiteral(Number(part.share.value.toFixed(12)))})`)
    .join(', ');
  for (const name of step.by) {
    if (rows.columns.size > 0 && !rows.columns.has(name))
      scope.report('TN9317', step, `"${step.name}" is split by "${name}", which is no column of its rows.`);
  }
  const only = step.by.length === 1 ? step.by[0]! : undefined;
  const type = only === undefined ? undefined : rows.columns.get(only);
  const time =
    only === timeOf(rows) || (type?.kind === 'scalar' && (type.name === 'timestamp' || type.name === 'date'));
  if (step.by.length === 0)
    scope.report('TN9317', step, `"${step.name}" does not say by what the rows are split.`, {
      help: 'Add by and the key column, or the column with the time.',
    });
  const call =
    only !== undefined && time
      ? `splitting.by_time(rows.path, ${quotePython(only)}`
      : `splitting.by_key(rows.path, ${pythonLiteral(step.by)}`;
  return {
    documentation: {
      value:
        only !== undefined && time
          ? 'Parts by time: the first one holds the earliest rows.'
          : 'Parts by key: rows with equal keys stay together.',
      cause: step,
    },
    parameters: [
      input,
      ...step.parts.map((part) => ({ ...outputParameter(partName(part.name)), cause: part.share })),
    ],
    body: [
      { value: 'from steps import splitting', cause: step },
      { value: `${call}, [${parts}])`, cause: [step, ...step.parts.map((part) => part.share)] },
    ],
  };
}

interface Place {
  readonly sink: Sink;
  readonly location: string;
  readonly format: string;
  readonly mode: string;
}

function sinkPlace(ref: Ref, step: Step, scope: Scope): Place | undefined {
  const sink = find(scope, ref, 'sink');
  if (!sink) {
    scope.report('TN9317', ref.origin, `"${step.name}" writes to ${ref.qualifiedName}, which is no sink.`);
    return undefined;
  }
  const format = sink.format?.value ?? 'parquet';
  const mode = sink.mode?.value ?? 'overwrite';
  if (
    !sink.location ||
    !['parquet', 'csv', 'jsonl'].includes(format) ||
    !['overwrite', 'append'].includes(mode)
  ) {
    const problem = sink.location ? `${format} with mode ${mode} can't be written` : 'it has no location';
    scope.report(
      'TN9309',
      sink.format?.origin ?? sink,
      `Rows can't be put into ${sink.qualifiedName}: ${problem}.`,
      { help: 'Formats are parquet, csv and jsonl, modes overwrite and append.' },
    );
    return undefined;
  }
  return { sink, format, mode, location: sink.location.value };
}
