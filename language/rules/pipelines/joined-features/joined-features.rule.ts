import type { Pipeline, Step } from '../../../model/pipeline.ts';
import type { Rule } from '../../rule.ts';
import { elementOf, isVerb, pipelinesOf, rowsBehind } from '../step-results.ts';

/** The rows that a model is trained on have every feature that the model takes. */
export const rule: Rule = {
  code: 'TN1610',
  name: 'joined-features',
  summary: 'A model is trained on rows that lack features which it is served with.',
  severity: 'error',
  checkSystem({ system }, report) {
    for (const pipeline of pipelinesOf(system)) {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'train')) continue;
        const as = registeredAs(pipeline, step);
        const model = as === undefined ? undefined : elementOf(system, 'model', as);
        const rows = rowsBehind(system, pipeline, step.inputs[0]);
        if (!model || !rows) continue;
        const lacking = model.inputs
          .flatMap((input) => input.features)
          .filter((feature) => !rows.features.has(feature.qualifiedName));
        const first = lacking[0];
        if (!first) continue;
        const views = [...new Set(lacking.map(({ qualifiedName }) => qualifiedName.split('.').at(-2)!))];
        report({
          message: `${model.name} takes ${lacking.length === 1 ? 'a feature' : `${lacking.length} features`} that the rows of ${step.name} don't have: ${lacking.map(({ qualifiedName }) => qualifiedName.split('.').slice(-2).join('.')).join(', ')}.`,
          origin: step.inputs[0]?.origin ?? step.origin,
          help: `Join the rows with ${views.join(' and ')} before they are split.`,
          related: [{ origin: first.origin, message: `${model.name} takes them here.` }],
        });
      }
    }
  },
};

function registeredAs(pipeline: Pipeline, trained: Step): string | undefined {
  for (const step of pipeline.steps) {
    if (isVerb(step, 'register') && step.inputs[0]?.step.qualifiedName === trained.qualifiedName)
      return step.as.qualifiedName;
  }
  return undefined;
}
