import type { ExpressionNode } from '../../../model/expression.ts';
import type { Step } from '../../../model/pipeline.ts';
import { findCycle } from '../../cycle.ts';
import { onElement, type Rule } from '../../rule.ts';

/** A step can't wait for one that waits for it. */
export const rule: Rule = {
  code: 'TN1604',
  name: 'step-cycle',
  summary: 'The steps of a pipeline wait for each other in a circle.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      const steps = new Map(pipeline.steps.map((step) => [step.qualifiedName, step]));
      for (const cycle of findCycle(steps.keys(), (name) =>
        waitsFor(steps.get(name)).filter((before) => steps.has(before)),
      )) {
        const [first, ...others] = cycle.map((name) => steps.get(name)!);
        report({
          message: `Steps wait for each other: ${[first!, ...others, first!].map((step) => step.name).join(' ← ')}.`,
          origin: first!.origin,
          help: 'Let one of them take the result of an earlier step.',
          related: others.map((step) => ({ origin: step.origin, message: 'Part of the circle.' })),
        });
      }
    }),
  ],
};

function waitsFor(step: Step | undefined): string[] {
  if (!step) return [];
  const names = step.inputs.map((input) => input.step.qualifiedName);
  if (step.when) names.push(...asked(step.when.root));
  return names;
}

/** Steps whose results a condition asks for. */
function asked(node: ExpressionNode): string[] {
  switch (node.node) {
    case 'measure':
      return node.of ? [node.of.qualifiedName] : [];
    case 'binary':
      return [...asked(node.left), ...asked(node.right)];
    case 'unary':
      return asked(node.operand);
    default:
      return [];
  }
}
