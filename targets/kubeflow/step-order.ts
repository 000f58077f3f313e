import type { ExpressionNode } from '../../language/model/expression.ts';
import { partsOf } from '../../language/model/expression-nodes.ts';
import type { Pipeline, Step } from '../../language/model/pipeline.ts';
import type { Report } from './diagnostics.ts';
import { isStep } from './scope.ts';

/** The evaluate step that measures the result of a train step. */
export function evaluationOf(trained: string, steps: Iterable<Step>): Step | undefined {
  for (const step of steps) {
    if (isStep(step, 'evaluate') && step.inputs.some((input) => input.step.qualifiedName === trained))
      return step;
  }
  return undefined;
}

/** Qualified names of the steps that one waits for: its inputs, what its condition asks, what it is trained or registered with. */
export function dependenciesOf(step: Step, steps: Iterable<Step>): readonly string[] {
  const all = [...steps];
  const found = new Set(step.inputs.map((input) => input.step.qualifiedName));
  const visit = (node: ExpressionNode): void => {
    if (node.node === 'measure' && node.of) found.add(node.of.qualifiedName);
    partsOf(node).forEach(visit);
  };
  if (step.when) visit(step.when.root);
  if (isStep(step, 'train')) {
    // The rows of its evaluation are handed to the training as well.
    for (const input of evaluationOf(step.qualifiedName, all)?.inputs ?? []) {
      if (input.step.qualifiedName !== step.qualifiedName) found.add(input.step.qualifiedName);
    }
  }
  if (isStep(step, 'register')) {
    for (const input of step.inputs) {
      const evaluation = evaluationOf(input.step.qualifiedName, all);
      if (evaluation) found.add(evaluation.qualifiedName);
    }
  }
  return [...found];
}

/** Steps in an order in which each comes after those that it waits for; undefined, with a diagnostic, in a circle. */
export function orderSteps(pipeline: Pipeline, report: Report): readonly Step[] | undefined {
  const byName = new Map(pipeline.steps.map((step) => [step.qualifiedName, step]));
  const done = new Set<string>();
  const ordered: Step[] = [];
  const path: Step[] = [];
  const visit = (step: Step): boolean => {
    if (done.has(step.qualifiedName)) return true;
    const start = path.indexOf(step);
    if (start >= 0) {
      const circle = [...path.slice(start), step];
      report(
        'TN9301',
        step,
        `These steps wait for each other: ${circle.map((part) => part.name).join(' → ')}.`,
        {
          help: 'Let one of them take something else; Kubeflow would accept the circle and never start it.',
          related: circle.slice(1, -1).map((part) => ({
            file: part.origin.file,
            range: part.origin.range,
            message: `${part.name} is in the circle.`,
          })),
        },
      );
      return false;
    }
    path.push(step);
    const fine = dependenciesOf(step, pipeline.steps).every((name) => {
      const before = byName.get(name);
      return !before || visit(before);
    });
    path.pop();
    done.add(step.qualifiedName);
    ordered.push(step);
    return fine;
  };
  return pipeline.steps.map(visit).every(Boolean) ? ordered : undefined;
}
