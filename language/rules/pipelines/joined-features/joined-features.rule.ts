import type { Pipeline, Step } from '../../../model/pipeline.ts';
import { onElement, type Rule } from '../../rule.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { stepsIn, takesUnknown } from '../../named-steps.ts';
import { isVerb, passedBefore, rowsBehind } from '../step-results.ts';

/** The rows that a model is trained on have every feature that the model takes. */
export const rule: Rule = {
  code: 'TN1610',
  name: 'joined-features',
  summary: 'A model is trained on rows that lack features which it is served with.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const symbol = model.block(pipelineWord, pipeline)?.symbol;
      const unknown = new Set(
        (symbol ? stepsIn(symbol) : []).filter((each) => takesUnknown(each, model)).map(({ name }) => name),
      );
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'train')) continue;
        const as = registeredAs(pipeline, step);
        const served = as === undefined ? undefined : model.element('model', { qualifiedName: as });
        const rows = rowsBehind(model, pipeline, step.inputs[0]);
        if (!served || !rows) continue;
        // Where a view is misspelt, that is told there.
        if (passedBefore(pipeline, step.inputs[0]).some((each) => unknown.has(each.name))) continue;
        const lacking = served.inputs
          .flatMap((input) => input.features)
          .filter((feature) => !rows.features.has(feature.qualifiedName));
        const first = lacking[0];
        if (!first) continue;
        const views = [...new Set(lacking.map(({ qualifiedName }) => qualifiedName.split('.').at(-2)!))];
        report({
          message: `${served.name} takes ${lacking.length === 1 ? 'a feature' : `${lacking.length} features`} that the rows of ${step.name} don't have: ${lacking.map(({ qualifiedName }) => qualifiedName.split('.').slice(-2).join('.')).join(', ')}.`,
          origin: step.inputs[0]?.origin ?? step.origin,
          help: `Join the rows with ${views.join(' and ')} before they are split.`,
          related: [{ origin: first.origin, message: `${served.name} takes them here.` }],
        });
      }
    }),
  ],
};

function registeredAs(pipeline: Pipeline, trained: Step): string | undefined {
  for (const step of pipeline.steps) {
    if (isVerb(step, 'register') && step.inputs[0]?.step.qualifiedName === trained.qualifiedName)
      return step.as.qualifiedName;
  }
  return undefined;
}
