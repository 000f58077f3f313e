import type { Expression, ExpressionNode } from '../../language/model/expression.ts';
import type { Step } from '../../language/model/pipeline.ts';
import type { Said } from './output.ts';
import { isStep, variableOf, type Scope } from './scope.ts';
import { dependenciesOf } from './step-order.ts';

/**
 * A step runs when its own condition holds and those of the steps that it takes from, outermost first.
 * Only the outcome of an evaluation is asked for: the local runner of the SDK decides nothing but the one
 * unnamed output of a step.
 */
export function conditionsOf(
  step: Step,
  scope: Scope,
  known: ReadonlyMap<string, readonly Said[]>,
): readonly Said[] {
  const inherited = new Map<string, Said>();
  for (const before of dependenciesOf(step, scope.steps.values())) {
    for (const condition of known.get(before) ?? []) inherited.set(condition.value, condition);
  }
  if (step.when) {
    for (const part of conjuncts(step.when.root)) {
      const text = outcome(part, step.when, scope);
      if (text !== undefined) inherited.set(text, { value: text, cause: step.when.origin });
    }
  }
  return [...inherited.values()];
}

/** Qualified names of the evaluate steps whose outcome some condition of the pipeline asks for. */
export function askedFor(scope: Scope): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const step of scope.steps.values()) {
    for (const part of step.when ? conjuncts(step.when.root) : []) {
      const node = part.node === 'unary' ? part.operand : part;
      if (node.node === 'measure' && node.of) asked.add(node.of.qualifiedName);
    }
  }
  return asked;
}

const conjuncts = (node: ExpressionNode): readonly ExpressionNode[] =>
  node.node === 'binary' && node.operator === 'and'
    ? [...conjuncts(node.left), ...conjuncts(node.right)]
    : [node];

function outcome(node: ExpressionNode, whole: Expression, scope: Scope): string | undefined {
  const negated = node.node === 'unary' && node.operator === 'not';
  const asked = negated ? node.operand : node;
  const step = asked.node === 'measure' && asked.of ? scope.steps.get(asked.of.qualifiedName) : undefined;
  if (asked.node === 'measure' && asked.name === 'passed' && isStep(step, 'evaluate')) {
    return `${variableOf(step)}.outputs["Output"] == ${negated ? 'False' : 'True'}`;
  }
  scope.report('TN9305', whole.origin, `Kubeflow can't decide "${whole.text}" between two steps.`, {
    help: 'Ask whether an evaluate step passed, and write what has to hold as its "require"; join several with "and".',
  });
  return undefined;
}
