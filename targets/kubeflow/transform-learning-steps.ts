import type { Step } from '../../language/model/pipeline.ts';
import { quotePython } from '../kit/python.ts';
import { requirementInPython } from './python-expression.ts';
import { rowsOf } from './rows.ts';
import { causeOf, isStep, stepOf, variableOf } from './scope.ts';
import {
  inputParameter,
  lacking,
  outputOf,
  outputParameter,
  runParameter,
  type StepCode,
  type StepPlanner,
} from './step-code.ts';
import { evaluationOf } from './step-order.ts';
import { planTraining } from './transform-training.ts';
import { STEP_PACKAGES, pinned } from './versions.ts';

export function trainCode(
  step: Extract<Step, { verb: 'train' }>,
  planner: StepPlanner,
): StepCode | undefined {
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
      inputParameter('examples', outputOf(step.inputs[0]!, planner.scope), step.inputs[0]!.origin),
      inputParameter('evaluation', outputOf(plan.evaluation, planner.scope), plan.evaluation.origin),
      outputParameter('model', 'Model'),
      outputParameter('figures', 'Metrics'),
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

export function evaluateCode(
  step: Extract<Step, { verb: 'evaluate' }>,
  planner: StepPlanner,
): StepCode | undefined {
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
      inputParameter('rows', outputOf(data, scope), data.origin),
      outputParameter('figures', 'Metrics'),
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

export function registerCode(
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
      runParameter,
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
