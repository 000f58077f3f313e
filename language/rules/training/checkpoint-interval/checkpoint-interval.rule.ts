import { checkpoint, training } from '../../../vocabulary/areas/training.ts';
import type { Training } from '../../../model/learning.ts';
import type { Sourced } from '../../../model/origin.ts';
import type { Quantity } from '../../../types/quantity.ts';
import type { ModelView } from '../../model-view.ts';
import { isVerb } from '../../pipelines/step-results.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { durationText } from '../../duration-text.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** A checkpoint that would come after the end is never written. */
export const rule: Rule = {
  code: 'TN1661',
  name: 'checkpoint-interval',
  summary: 'The time between two checkpoints is as long as the training may take.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('training', (element, model, report) => {
      if (element.timeout) check(element, element.timeout, element.name, model, report);
    }),
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        const element = isVerb(step, 'train') ? model.element('training', step.training) : undefined;
        const timeout = step.timeout ?? pipeline.timeout;
        const every = element?.checkpoint?.every;
        // What the training's own timeout rules out is told there.
        if (!element || !timeout || !every || every.value.value >= (element.timeout?.value.value ?? Infinity))
          continue;
        check(element, timeout, step.timeout ? step.name : pipeline.name, model, report);
      }
    }),
  ],
  fixes: [replaceFix],
};

function check(
  element: Training,
  timeout: Sourced<Quantity>,
  stopped: string,
  model: ModelView,
  report: SystemReport,
): void {
  const every = element.checkpoint?.every;
  if (!every || every.value.value < timeout.value.value) return;
  const child = model.block(training, element)?.child(checkpoint);
  const place = child && written(child, 'every');
  const right = durationText(timeout.value.value / 8);
  report({
    message: `${element.name} saves its state every ${every.value.text}, and ${stopped} is stopped after ${timeout.value.text}: no checkpoint is ever written.`,
    origin: every.origin,
    help: `Save it several times before the end, such as every ${right}.`,
    related: [{ origin: timeout.origin, message: `${stopped} is stopped after this time.` }],
    ...fixable(place && change(`Change to ${right}`, place, right)),
  });
}
