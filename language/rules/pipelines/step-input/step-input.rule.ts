import type { Step } from '../../../model/pipeline.ts';
import { onElement, type Rule } from '../../rule.ts';
import { RESULT_TEXTS, resultOf, stepOf, type ResultKind } from '../step-results.ts';

/** What each verb takes, input by input; the last one stands for all that follow. */
const TAKES: Readonly<Record<string, readonly ResultKind[]>> = {
  validate: ['rows'], filter: ['rows'], join: ['rows'], split: ['rows'], write: ['rows'], train: ['rows'],
}; // prettier-ignore

/** Rows go where rows are taken. */
export const rule: Rule = {
  code: 'TN1601',
  name: 'step-input',
  summary: 'A step takes the result of a step that gives what it needs.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      for (const step of pipeline.steps) {
        for (const [index, input] of rowInputs(step).entries()) {
          const takes = TAKES[step.verb] ?? TAKES_OF_MEASURED;
          const needed = takes[Math.min(index, takes.length - 1)]!;
          const from = stepOf(pipeline, input);
          const given = resultOf(from);
          if (!from || given === undefined || given === needed) continue;
          const fitting = pipeline.steps
            .filter((other) => other !== step && resultOf(other) === 'rows')
            .map((other) => other.name);
          report({
            message: `${step.verb} takes ${RESULT_TEXTS[needed]}; ${from.name} gives ${RESULT_TEXTS[given]}.`,
            origin: input.origin,
            help:
              fitting.length > 0 ? `Steps that give rows: ${fitting.join(', ')}.` : 'Read a source first.',
            related: [{ origin: from.origin, message: `${from.name} is declared here.` }],
          });
        }
      }
    }),
  ],
};

const TAKES_OF_MEASURED: readonly ResultKind[] = ['rows'];

/** What follows `on` of an evaluation are rows; its object is a matter of another rule. */
function rowInputs(step: Step): Step['inputs'] {
  if (step.verb === 'evaluate') return step.inputs.slice(1);
  // A training continues the model that stands behind `from`.
  return step.verb in TAKES ? step.inputs.filter((input) => input.clause !== 'from') : [];
}
