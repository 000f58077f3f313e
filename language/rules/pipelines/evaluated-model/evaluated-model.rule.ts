import { onElement, type Rule } from '../../rule.ts';
import { RESULT_TEXTS, resultOf, stepOf } from '../step-results.ts';

/** Only what was trained can be evaluated and registered. */
export const rule: Rule = {
  code: 'TN1603',
  name: 'evaluated-model',
  summary: 'A step evaluates or registers something that was not trained.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      const trained = pipeline.steps.filter((step) => resultOf(step) === 'model').map((step) => step.name);
      for (const step of pipeline.steps) {
        if (step.verb !== 'evaluate' && step.verb !== 'register') continue;
        // Without an object that is known, the first input is another one.
        const input = step.inputs.find(({ clause }) => clause === undefined);
        const from = stepOf(pipeline, input);
        const given = resultOf(from);
        if (!input || !from || given === undefined || given === 'model') continue;
        report({
          message: `${step.verb} takes a trained model; ${from.name} gives ${RESULT_TEXTS[given]}.`,
          origin: input.origin,
          help: trained.length > 0 ? `Trained by: ${trained.join(', ')}.` : 'Add a step that trains a model.',
          related: [{ origin: from.origin, message: `${from.name} is declared here.` }],
        });
      }
    }),
  ],
};
