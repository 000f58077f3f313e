import type { Source } from '../../language/model/data.ts';
import type { Pipeline, Step } from '../../language/model/pipeline.ts';
import { nameElements } from '../kit/names.ts';
import type { OutputFile, TargetContext, TargetResult } from '../kit/target.ts';
import type { SystemView } from '../kit/view.ts';
import { collector, type Report } from './diagnostics.ts';
import { pipelineNamer, pythonName, taskNamer } from './names.ts';
import type { PipelineProject, Said, SourceOutput, StepOutput } from './output.ts';
import { printProject, printRequirements } from './print-project.ts';
import { rowsOfSource, type Rows } from './rows.ts';
import { componentOf, isStep, variableOf, type Scope } from './scope.ts';
import { sqlType } from './sql-types.ts';
import { orderSteps } from './step-order.ts';
import { planChecks } from './transform-checks.ts';
import { askedFor, conditionsOf } from './transform-conditions.ts';
import { planFailure, reportStepRecoveries } from './transform-failure.ts';
import { planSchedule } from './transform-schedule.ts';
import { pipelineDeadline, pipelineRetry, planSettings } from './transform-settings.ts';
import type { StepPlanner } from './step-code.ts';
import { planStep } from './transform-steps.ts';

/** Every pipeline of the view as a Python project of its own. */
export function transform(view: SystemView, context: TargetContext): TargetResult {
  const { report, diagnostics } = collector();
  const pipelines = view.all('pipeline');
  const named = nameElements(pipelines, pipelineNamer, 'Kubeflow', (pipeline) => pipeline.qualifiedName);
  const projects: PipelineProject[] = [];
  for (const pipeline of pipelines) {
    context.signal?.throwIfAborted();
    const name = named.names.get(pipeline.qualifiedName);
    const alone = pipelines.every(
      (other) => other === pipeline || other.name.toLowerCase() !== pipeline.name.toLowerCase(),
    );
    if (name !== undefined)
      projects.push(...planPipeline(pipeline, name, alone ? pipeline.name : name, view, context, report));
  }
  const found = [...named.diagnostics, ...diagnostics()];
  const files: OutputFile[] = projects.flatMap(printProject);
  if (projects.length > 0) files.push(printRequirements(projects));
  return {
    files: found.some((diagnostic) => diagnostic.severity === 'error') ? [] : files,
    diagnostics: found,
  };
}

function planPipeline(
  pipeline: Pipeline,
  name: string,
  folder: string,
  view: SystemView,
  context: TargetContext,
  report: Report,
): PipelineProject[] {
  const schedule = planSchedule(pipeline, report);
  const ordered = orderSteps(pipeline, report);
  if (!ordered) return [];
  const steps = new Map(ordered.map((step) => [step.qualifiedName, step]));
  const scope: Scope = { view, context, report, pipeline, steps, rows: new Map(), sources: new Map() };
  const names = nameElements(ordered, taskNamer, 'Kubeflow');
  for (const { file, range, message, help } of names.diagnostics) {
    report(
      'TN9310',
      { file, range, element: pipeline.qualifiedName, layer: 'declaration' },
      message,
      help === undefined ? {} : { help },
    );
  }
  const planner: StepPlanner = {
    scope,
    asked: askedFor(scope),
    trainings: new Map(),
    joins: [],
    pipelineTitle: name,
  };
  const conditions = new Map<string, readonly Said[]>();
  const outputs: StepOutput[] = [];
  for (const step of ordered) {
    flow(step, scope);
    reportStepRecoveries(step, scope);
    conditions.set(step.qualifiedName, conditionsOf(step, scope, conditions));
    const code = planStep(step, planner);
    if (!code) continue;
    outputs.push({
      ...code,
      name: step.name,
      verb: step.verb,
      component: componentOf(step),
      variable: variableOf(step),
      cause: step,
      conditions: conditions.get(step.qualifiedName) ?? [],
      settings: planSettings(step, scope).map(({ value, cause }) => ({
        value: value.replace('TASK', () => variableOf(step)),
        cause,
      })),
    });
  }
  const programs = new Map([...planner.trainings.values()].map((plan) => [plan.program.copyOf, plan]));
  return [
    {
      folder,
      name: { value: name, cause: pipeline },
      functionName: pythonName(pipeline.name),
      documentation: pipeline.documentation,
      qualifiedName: pipeline.qualifiedName,
      cause: pipeline,
      deadline: pipelineDeadline(pipeline, scope),
      retry: pipelineRetry(pipeline, scope),
      steps: outputs,
      joins: planner.joins,
      checks: ordered
        .filter((step) => isStep(step, 'validate'))
        .flatMap((step) => {
          const rows = scope.rows.get(step.qualifiedName);
          return rows ? [{ step: step.name, cause: step, checks: planChecks(step, rows, scope) }] : [];
        }),
      trainings: [...planner.trainings.values()].map((plan) => plan.output),
      sources: [...scope.sources]
        .map(([key, source]) => sourceOutput(key, source, report))
        .filter((source) => source !== undefined),
      failure: planFailure(pipeline, scope),
      schedule,
      programs: [...programs.values()].map((plan) => ({ ...plan.program, cause: plan.training.entrypoint })),
    },
  ];
}

/** What flows out of a step that leaves the columns of its rows as they are; a join adds its own. */
function flow(step: Step, scope: Scope): void {
  let rows: Rows | undefined;
  if (step.verb === 'read') rows = rowsOfSource(scope, step);
  else if (['validate', 'filter', 'split'].includes(step.verb))
    rows = scope.rows.get(step.inputs[0]?.step.qualifiedName ?? '');
  if (rows) scope.rows.set(step.qualifiedName, rows);
}

function sourceOutput(name: string, source: Source, report: Report): SourceOutput | undefined {
  const { location } = source;
  const format = source.format?.value ?? 'parquet';
  if (!location || !['parquet', 'csv', 'jsonl'].includes(format)) {
    report(
      'TN9309',
      source.format?.origin ?? source,
      `A pipeline step can't read ${source.qualifiedName}: ${location ? `the format "${format}" is not carried` : 'it has no location'}.`,
      {
        help: 'Carried are parquet, csv and jsonl files, on the machine or in an object store.',
      },
    );
    return undefined;
  }
  return {
    name,
    cause: source,
    format: { value: format, cause: source.format },
    location: { value: location.value, cause: location },
    columns: source.columns.map((column) => ({
      name: column.name,
      type: sqlType(column.type),
      cause: column,
    })),
  };
}
