import type { SplitStep, Step, StepInput, ValidateStep } from '../../language/model/pipeline.ts';
import type { Sink } from '../../language/model/data.ts';
import type { Ref } from '../../language/model/element.ts';
import type { Cause } from '../kit/text.ts';
import { pythonLiteral, quotePython } from '../kit/python.ts';
import type { JoinOutput, StepOutput } from './output.ts';
import { pythonName } from './names.ts';
import { requirementInPython } from './python-expression.ts';
import { namesOf, rowsOf, rowsOfSource, timeOf, type Rows } from './rows.ts';
import { causeOf, find, isStep, sourceName, stepOf, variableOf, type Scope } from './scope.ts';
import { toSql } from './sql.ts';
import { evaluationOf } from './step-order.ts';
import { planJoin } from './transform-joins.ts';
import { planTraining, type TrainingPlan } from './transform-training.ts';
import { STEP_PACKAGES, pinned } from './versions.ts';

/** The part of a step's output that depends on its verb. */
export type StepCode = Pick<StepOutput, 'documentation' | 'packages' | 'parameters' | 'returns' | 'body'>;

export interface StepPlanner {
  readonly scope: Scope;
  /** Evaluate steps whose outcome decides whether others run. */
  readonly asked: ReadonlySet<string>;
  readonly trainings: Map<string, TrainingPlan>;
  readonly joins: JoinOutput[];
  readonly pipelineTitle: string;
}

const DATA_ROOT = { declaration: 'data_root: str', passes: 'data_root' };
const INPUT = (name: string, passes: string, cause: Cause) => ({
  declaration: `${name}: dsl.Input[dsl.Dataset]`,
  passes,
  cause,
});
const OUTPUT = (name: string, kind = 'Dataset') => ({ declaration: `${name}: dsl.Output[dsl.${kind}]` });
const RUN = { declaration: 'run: str', passes: 'dsl.PIPELINE_JOB_ID_PLACEHOLDER' };

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
      parameters: [DATA_ROOT, OUTPUT('rows')],
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
  const input = INPUT('rows', outputOf(step.inputs[0]!, scope), step.inputs[0]!.origin);
  if (isStep(step, 'validate')) return { ...base, ...validateCode(step, input, planner) };
  if (isStep(step, 'filter')) {
    const where = conditionSql(step.where, rows, scope);
    return {
      ...base,
      documentation: { value: `Only the rows where ${step.where.text}.`, cause: causeOf(scope, step.where) },
      parameters: [input, OUTPUT('kept')],
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
      parameters: [input, DATA_ROOT, OUTPUT('joined')],
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
      parameters: [input, DATA_ROOT, RUN],
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

/** Python for the artifact that an input takes from its step. */
function outputOf(input: StepInput, scope: Scope): string {
  const step = stepOf(scope, input);
  if (!step) return 'None';
  const outputs: Readonly<Record<string, string>> = {
    read: 'rows',
    validate: 'good',
    filter: 'kept',
    join: 'joined',
    train: 'model',
  };
  let name = outputs[step.verb] ?? 'rows';
  if (isStep(step, 'split')) {
    const part = step.parts.find((candidate) => candidate.name === input.part);
    if (!part) {
      const parts = step.parts.map((candidate) => `${step.name}.${candidate.name}`).join(' or ');
      scope.report(
        'TN9317',
        input.origin,
        `"${step.name}" has several parts; ${input.part === undefined ? 'say which one is taken' : `"${input.part}" is none of them`}.`,
        { help: `Write ${parts}.` },
      );
    }
    name = partName(part?.name ?? '');
  } else if (input.part !== undefined && !(step.verb === 'validate' && input.part === 'isolated')) {
    scope.report('TN9317', input.origin, `"${step.name}" has no part "${input.part}".`);
  } else if (input.part !== undefined) name = input.part;
  return `${variableOf(step)}.outputs[${quotePython(name)}]`;
}

/** Name of a split's output; its input is called rows. */
const partName = (name: string): string => (name === 'rows' ? 'rows_' : pythonName(name));

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
      OUTPUT('good'),
      ...(isolate ? [{ ...OUTPUT('isolated'), cause: isolate }] : []),
      OUTPUT('figures', 'Metrics'),
      ...(place ? [DATA_ROOT, RUN] : []),
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
    parameters: [input, ...step.parts.map((part) => ({ ...OUTPUT(partName(part.name)), cause: part.share }))],
    body: [
      { value: 'from steps import splitting', cause: step },
      { value: `${call}, [${parts}])`, cause: [step, ...step.parts.map((part) => part.share)] },
    ],
  };
}

function trainCode(step: Extract<Step, { verb: 'train' }>, planner: StepPlanner): StepCode | undefined {
  if (!isStep(step, 'train')) return undefined;
  const plan = planTraining(step, planner.scope);
  if (!plan) return undefined;
  planner.trainings.set(step.qualifiedName, plan);
  const { training } = plan;
  return {
    packages: plan.packages,
    returns: undefined,
    documentation: {
      value: training.documentation ?? `Trains ${training.qualifiedName} by the training contract.`,
      cause: [step, training],
    },
    parameters: [
      INPUT('examples', outputOf(step.inputs[0]!, planner.scope), step.inputs[0]!.origin),
      INPUT('evaluation', outputOf(plan.evaluation, planner.scope), plan.evaluation.origin),
      OUTPUT('model', 'Model'),
      OUTPUT('figures', 'Metrics'),
    ],
    body: [
      { value: 'from steps import training', cause: step },
      {
        value: `measured = training.train(\n    ${quotePython(step.name)}, ${quotePython(plan.program.path)}, examples.path, evaluation.path,\n    label=${quotePython(plan.label)}, model=model.path,${plan.processes > 1 ? ` processes=${plan.processes},` : ''}\n)`,
        cause: [
          step,
          training.entrypoint,
          causeOf(planner.scope, training.label),
          ...(plan.processes > 1 ? training.strategies : []),
        ],
      },
      { value: 'for name, value in measured.items():\n    figures.log_metric(name, value)', cause: step },
    ],
  };
}

function evaluateCode(step: Extract<Step, { verb: 'evaluate' }>, planner: StepPlanner): StepCode | undefined {
  const { scope } = planner;
  const trained = step.inputs.find((input) => isStep(stepOf(scope, input), 'train'));
  const plan = trained && planner.trainings.get(trained.step.qualifiedName);
  if (!isStep(step, 'evaluate') || !trained) return lacking(step, scope, 'the result of a train step');
  if (!plan) return undefined;
  const data = step.inputs.find((input) => input !== trained);
  if (!data || !rowsOf(scope, step, data)) {
    if (!data) return lacking(step, scope, 'rows to evaluate on');
    return undefined;
  }
  const requirements = step.requirements.map((requirement) => {
    const problems: string[] = [];
    const value = requirementInPython(requirement.root, problems);
    for (const problem of problems)
      scope.report('TN9311', requirement.origin, `"${requirement.text}" can't be required: ${problem}.`);
    return { value: `    ${quotePython(requirement.text)}: ${value},`, cause: causeOf(scope, requirement) };
  });
  const gate = planner.asked.has(step.qualifiedName);
  return {
    packages: STEP_PACKAGES['evaluate']!.map((name) => pinned(name)),
    documentation: {
      value: gate
        ? 'Measures the model on rows that it has not seen; later steps ask whether it passed.'
        : 'Measures the model on rows that it has not seen, and fails when a requirement is broken.',
      cause: step,
    },
    returns: gate ? 'bool' : undefined,
    parameters: [
      { declaration: 'model: dsl.Input[dsl.Model]', passes: outputOf(trained, scope), cause: trained.origin },
      INPUT('rows', outputOf(data, scope), data.origin),
      OUTPUT('figures', 'Metrics'),
    ],
    body: [
      { value: 'from steps import evaluation', cause: step },
      {
        value: `metrics = evaluation.evaluate(${quotePython(stepOf(scope, trained)!.name)}, model.path, rows.path, label=${quotePython(plan.label)})`,
        cause: [step, causeOf(scope, plan.training.label)],
      },
      { value: 'for name, value in metrics.items():\n    figures.log_metric(name, value)', cause: step },
      { value: 'requirements = {', cause: step },
      ...requirements,
      { value: '}', cause: step },
      { value: 'passed = evaluation.held(requirements, metrics)', cause: step },
      {
        value: gate ? 'return passed' : 'if not passed:\n    raise SystemExit("a requirement is broken")',
        cause: step,
      },
    ],
  };
}

function registerCode(
  step: Extract<Step, { verb: 'register' }>,
  planner: StepPlanner,
  packages: readonly string[],
): StepCode | undefined {
  const { scope } = planner;
  const trained = step.inputs.find((input) => isStep(stepOf(scope, input), 'train'));
  if (!isStep(step, 'register') || !trained) return lacking(step, scope, 'the result of a train step');
  const name = step.as.qualifiedName.split('.').at(-1)!;
  const report = evaluationOf(trained.step.qualifiedName, scope.steps.values());
  return {
    packages,
    returns: undefined,
    documentation: {
      value: `Registers the model as ${name}; the alias "production" then means this version.`,
      cause: [step, step.as.origin],
    },
    parameters: [
      { declaration: 'model: dsl.Input[dsl.Model]', passes: outputOf(trained, scope), cause: trained.origin },
      ...(report
        ? [
            {
              declaration: 'report: dsl.Input[dsl.Metrics]',
              passes: `${variableOf(report)}.outputs["figures"]`,
              cause: report,
            },
          ]
        : []),
      { declaration: 'mlflow_tracking_uri: str', passes: 'mlflow_tracking_uri' },
      RUN,
    ],
    body: [
      { value: 'from steps import registry', cause: step },
      {
        value: `registry.register(\n    ${quotePython(name)}, model.path, ${report ? 'report.metadata' : '{}'},\n    experiment=${quotePython(planner.pipelineTitle)}, run=run, tracking_uri=mlflow_tracking_uri,\n)`,
        cause: [step, step.as.origin],
      },
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

function lacking(step: Step, scope: Scope, what: string): undefined {
  scope.report('TN9317', step, `"${step.name}" needs ${what}.`);
  return undefined;
}
