import type { Expression, ExpressionNode } from '../../language/model/expression.ts';
import type { Step } from '../../language/model/pipeline.ts';
import { METRICS } from './python-expression.ts';
import type { Said } from './output.ts';
import { isStep, variableOf, type Scope } from './scope.ts';
import { dependenciesOf } from './step-order.ts';

/** A value that an evaluation gives to conditions: `passed`, or one of its measures. */
export interface Asked {
  readonly step: string;
  readonly name: string;
}

/**
 * A step runs when its own condition holds and those of the steps that it takes from, outermost first.
 * The SDK compares the output of a step with a constant, and nothing else.
 */
export function conditionsOf(step: Step, scope: Scope, known: ReadonlyMap<string, readonly Said[]>): readonly Said[] {
  const inherited = new Map<string, Said>();
  for (const before of dependenciesOf(step, scope.steps.values())) {
    for (const condition of known.get(before) ?? []) inherited.set(condition.value, condition);
  }
  if (step.when) {
    for (const part of conjuncts(step.when.root)) {
      const text = comparison(part, step.when, scope);
      if (text !== undefined) inherited.set(text, { value: text, cause: step.when.origin });
    }
  }
  return [...inherited.values()];
}

/** The values of evaluations that some condition of the pipeline asks for. */
export function askedFor(scope: Scope): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const step of scope.steps.values()) {
    for (const part of step.when ? conjuncts(step.when.root) : []) {
      for (const node of [part, part.node === 'unary' ? part.operand : part, part.node === 'binary' ? part.left : part]) {
        if (node.node === 'measure' && node.of) asked.set(`${node.of.qualifiedName}.${node.name}`, { step: node.of.qualifiedName, name: node.name });
      }
    }
  }
  return [...asked.values()];
}

const conjuncts = (node: ExpressionNode): readonly ExpressionNode[] =>
  node.node === 'binary' && node.operator === 'and' ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node];

function comparison(node: ExpressionNode, whole: Expression, scope: Scope): string | undefined {
  if (node.node === 'measure') return output(node, whole, scope, '== True');
  if (node.node === 'unary' && node.operator === 'not') return output(node.operand, whole, scope, '== False');
  if (node.node === 'binary' && ['==', '!=', '<', '<=', '>', '>='].includes(node.operator)) {
    const { right } = node;
    const value = right.node === 'number' ? right.value : right.node === 'quantity' ? right.quantity.value : undefined;
    // The SDK takes whole numbers and floats for different types.
    if (value !== undefined) return output(node.left, whole, scope, `${node.operator} ${Number.isInteger(value) ? `${value}.0` : value}`);
  }
  return refuse(whole, scope);
}

function output(node: ExpressionNode, whole: Expression, scope: Scope, rest: string): string | undefined {
  const step = node.node === 'measure' && node.of ? scope.steps.get(node.of.qualifiedName) : undefined;
  if (node.node !== 'measure' || !isStep(step, 'evaluate')) return refuse(whole, scope);
  if ((node.name === 'passed') !== rest.endsWith('e') || (node.name !== 'passed' && !METRICS.has(node.name))) return refuse(whole, scope);
  return `${variableOf(step)}.outputs["${node.name}"] ${rest}`;
}

function refuse(whole: Expression, scope: Scope): undefined {
  scope.report('TN9305', whole.origin, `Kubeflow can't decide "${whole.text}" between two steps.`, {
    help: 'Ask whether an evaluate step passed, or compare one of its measures with a number; join several with "and".',
  });
  return undefined;
}
