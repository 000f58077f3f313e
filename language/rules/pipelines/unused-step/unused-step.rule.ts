import { output as outputWord } from '../../../vocabulary/areas/models.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import type { ModelView } from '../../model-view.ts';
import type { Pipeline } from '../../../model/pipeline.ts';
import { onElement, type Rule } from '../../rule.ts';
import { RESULT_TEXTS, resultOf } from '../step-results.ts';

/** Rows that nobody takes were made for nothing, and so was a model. */
export const rule: Rule = {
  code: 'TN1609',
  name: 'unused-step',
  summary: 'Nothing takes the result of a step.',
  severity: 'hint',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const taken = takenIn(pipeline, model);
      for (const step of pipeline.steps) {
        const gives = resultOf(step);
        if ((gives !== 'rows' && gives !== 'model') || taken.has(step.qualifiedName)) continue;
        report({
          message: `Nothing takes the result of ${step.name} (${RESULT_TEXTS[gives]}).`,
          origin: step.origin,
          help:
            gives === 'rows'
              ? 'Write it to a sink, let a step take it, or remove the step.'
              : 'Register the model, or remove the step.',
        });
      }
    }),
  ],
};

/** Validation is done for its own sake, so one whose rows nobody takes is still of use. */
function takenIn(pipeline: Pipeline, model: ModelView): ReadonlySet<string> {
  const taken = new Set(
    pipeline.steps.flatMap((step) => step.inputs.map((input) => input.step.qualifiedName)),
  );
  for (const output of model.block(pipelineWord, pipeline)?.children(outputWord) ?? []) {
    const from = output.clauseExpression('from')?.node;
    const head = from?.$type === 'Member' ? from.receiver : from;
    if (head?.$type === 'NameRef') taken.add(`${pipeline.qualifiedName}.${head.name}`);
  }
  for (const step of pipeline.steps) if (step.verb === 'validate') taken.add(step.qualifiedName);
  return taken;
}
