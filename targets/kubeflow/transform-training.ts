import type { Model, Training } from '../../language/model/learning.ts';
import type { Step, StepInput, TrainStep } from '../../language/model/pipeline.ts';
import type { TrainingOutput } from './output.ts';
import { namesOf, rowsOf, type Rows } from './rows.ts';
import { find, isStep, stepOf, type Scope } from './scope.ts';
import { plainSettings, type Json } from './settings.ts';
import { toSql } from './sql.ts';
import { frameworkName, FRAMEWORKS, pinned, STEP_PACKAGES } from './versions.ts';

/** Everything that training and the evaluation of its result need to know. */
export interface TrainingPlan {
  readonly output: TrainingOutput;
  readonly training: Training;
  /** SQL of the label over the examples. */
  readonly label: string;
  readonly program: { readonly path: string; readonly copyOf: string };
  readonly packages: readonly string[];
  /** Processes that the training program is started in. */
  readonly processes: number;
  readonly evaluation: StepInput;
  readonly rows: Rows;
}

export function planTraining(step: TrainStep, scope: Scope): TrainingPlan | undefined {
  const training = find(scope, step.training, 'training');
  const examples = step.inputs[0];
  const rows = rowsOf(scope, step, examples);
  if (!training || !rows || !examples) return undefined;
  const { entrypoint } = training;
  if (!entrypoint) {
    scope.report(
      'TN9316',
      training,
      `${training.qualifiedName} names no entrypoint, so there is nothing to run.`,
      { help: 'Add entrypoint: "train/….py".' },
    );
    return undefined;
  }
  if (!scope.context.files.exists(entrypoint.value)) {
    scope.report(
      'TN9316',
      entrypoint.origin,
      `The training program "${entrypoint.value}" is not in the project.`,
    );
  }
  if (!training.label) {
    scope.report(
      'TN9317',
      training,
      `${training.qualifiedName} has no label, so the pipeline can't say what is to be learnt.`,
      { help: 'Add label: and an expression over the columns.' },
    );
    return undefined;
  }
  const label = toSql(training.label.root, namesOf(rows));
  for (const problem of label.problems)
    scope.report('TN9311', training.label.origin, `The label can't be computed: ${problem}.`);
  reportUnused(training, scope);
  return {
    training,
    rows,
    label: label.sql,
    output: { step: step.name, cause: training, settings: settingsOf(step, training, rows, scope) },
    // A copy of the program goes with the steps; nothing of its path outside of the project is kept.
    program: { path: `train/${entrypoint.value.split('/').at(-1)}`, copyOf: entrypoint.value },
    packages: [
      ...new Set([
        ...STEP_PACKAGES['train']!.map((name) => pinned(name)),
        ...frameworkPackages(training, scope),
      ]),
    ].sort(),
    processes: processesOf(training, scope),
    evaluation: evaluationInput(step, examples, scope),
  };
}

function frameworkPackages(training: Training, scope: Scope): readonly string[] {
  const framework = training.framework;
  const known = framework && FRAMEWORKS[frameworkName(framework.value)];
  if (framework && !known) {
    scope.report(
      'TN9306',
      framework.origin,
      `Which packages ${framework.value} needs is not known here; the step installs none for it.`,
      {
        help: `Known are ${Object.keys(FRAMEWORKS).join(' and ')}.`,
      },
    );
  }
  return (known || []).map((name) => pinned(name));
}

/** The rows that an evaluate step will measure this result on, else another part of the same split, else the examples. */
function evaluationInput(step: TrainStep, examples: StepInput, scope: Scope): StepInput {
  for (const other of scope.steps.values()) {
    if (isStep(other, 'evaluate') && other.inputs.some((input) => stepOf(scope, input) === step)) {
      const rows = other.inputs.find((input) => stepOf(scope, input) !== step);
      if (rows) return rows;
    }
  }
  const split = stepOf(scope, examples);
  const part = isStep(split, 'split')
    ? split.parts.find((candidate) => candidate.name !== examples.part)
    : undefined;
  return part ? { ...examples, part: part.name } : examples;
}

function settingsOf(
  step: TrainStep,
  training: Training,
  rows: Rows,
  scope: Scope,
): TrainingOutput['settings'] {
  const model = modelOf(step, training, scope);
  const settings: TrainingOutput['settings'][number][] = [
    { key: 'features', value: featuresOf(model, rows, step, scope), cause: model?.inputs[0] ?? step },
    { key: 'label', value: labelName(training, rows), cause: training.label?.origin },
    {
      key: 'model',
      value: { input: model?.inputs[0]?.name ?? 'features', output: model?.outputs[0]?.name ?? 'score' },
      cause: [model?.inputs[0], model?.outputs[0]],
    },
    { key: 'seed', value: training.seed.value, cause: training.seed },
    {
      key: 'hyper_parameters',
      value: plainSettings(training.hyperParameters),
      cause: training.hyperParameters.map((setting) => setting.origin),
    },
  ];
  const more = (key: string, choice: Training['optimizer']): void => {
    if (choice)
      settings.push({
        key,
        value: { name: choice.name, ...plainSettings(choice.settings) },
        cause: choice.origin,
      });
  };
  more('optimizer', training.optimizer);
  more('loss', training.loss);
  if (training.strategies.length > 0) {
    const value: Json = training.strategies.map((choice) => ({
      name: choice.name,
      ...plainSettings(choice.settings),
    }));
    settings.push({ key: 'strategies', value, cause: training.strategies.map((choice) => choice.origin) });
  }
  if (training.mesh.length > 0)
    settings.push({
      key: 'mesh',
      value: plainSettings(training.mesh),
      cause: training.mesh.map((axis) => axis.origin),
    });
  if (training.metrics.length > 0)
    settings.push({ key: 'metrics', value: training.metrics, cause: training });
  return settings;
}

/** The model that the training makes: the one it is registered as, else the one it is of, else the one of its name. */
function modelOf(step: TrainStep, training: Training, scope: Scope): Model | undefined {
  const registered = [...scope.steps.values()].find(
    (other): other is Extract<Step, { verb: 'register' }> =>
      isStep(other, 'register') && other.inputs.some((input) => stepOf(scope, input) === step),
  );
  return (
    find(scope, registered?.as, 'model') ??
    find(scope, training.of, 'model') ??
    scope.view.all('model').find((model) => model.name === training.name)
  );
}

function featuresOf(model: Model | undefined, rows: Rows, step: TrainStep, scope: Scope): readonly string[] {
  const [input, ...others] = model?.inputs ?? [];
  for (const other of others) {
    scope.report(
      'TN9307',
      other,
      `The training contract has one input tensor, and ${model!.qualifiedName} has ${model!.inputs.length}.`,
    );
  }
  if (!input || input.features.length === 0) return rows.features.map((joined) => joined.column);
  return input.features.map((ref) => {
    const joined = rows.features.find((candidate) => candidate.feature.qualifiedName === ref.qualifiedName);
    if (!joined) {
      scope.report(
        'TN9307',
        step,
        `${model!.qualifiedName} takes the feature ${ref.qualifiedName}, which the rows of "${step.name}" don't have.`,
        {
          help: `Join the rows with ${ref.qualifiedName.split('.').slice(0, -1).join('.')} before they are split.`,
          related: [{ file: ref.origin.file, range: ref.origin.range, message: 'The model takes it here.' }],
        },
      );
    }
    return joined?.column ?? '';
  });
}

function labelName(training: Training, rows: Rows): string {
  const root = training.label?.root;
  const wanted = root?.node === 'column' ? root.name : 'label';
  return rows.features.some((joined) => joined.column === wanted) ? `${wanted}_` : wanted;
}

function reportUnused(training: Training, scope: Scope): void {
  if (training.checkpoint) {
    scope.report(
      'TN9318',
      training.checkpoint.origin,
      'Checkpoints are not kept between the retries of a pipeline step.',
      {
        help: 'The training program can write them to a bucket itself.',
      },
    );
  }
}

/** With a strategy, the training contract starts one process for each GPU of the machine; torchrun does that. */
function processesOf(training: Training, scope: Scope): number {
  const [strategy] = training.strategies;
  const gpus = training.runsOn?.gpusPerNode.value ?? 0;
  if (!strategy || gpus < 2) return 1;
  if (frameworkName(training.framework?.value ?? '') === 'pytorch') return gpus;
  scope.report(
    'TN9312',
    strategy.origin,
    `"${strategy.name}" over ${gpus} processes is handed to the training program, which has to start them: only PyTorch's launcher is known here.`,
  );
  return 1;
}
