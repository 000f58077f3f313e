import type { Pipeline } from '../../../model/pipeline.ts';
import type { Recovery } from '../../../model/recovery.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';

/** The first wait between retries is not longer than the longest. */
export const rule: Rule = {
  code: 'TN1608',
  name: 'retry-wait',
  summary: 'The waits between retries shrink instead of growing.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => checkWaits(recoveriesIn(pipeline), report)),
    onElement('service', ({ recoveries }, _model, report) => checkWaits(recoveries, report)),
    onElement('training', ({ recoveries }, _model, report) => checkWaits(recoveries, report)),
  ],
};

function checkWaits(recoveries: readonly Recovery[], report: SystemReport): void {
  for (const action of recoveries.flatMap(({ actions }) => actions)) {
    if (action.action !== 'retry' || !action.backoff) continue;
    const { from, to, kind } = action.backoff;
    if (!from || !to) continue;
    if (from.value.value > to.value.value) {
      report({
        message: `The first wait (${from.value.text}) is longer than the longest (${to.value.text}).`,
        origin: action.origin,
        help: `Write from ${to.value.text} to ${from.value.text}.`,
      });
    } else if (kind.value === 'exponential' && from.value.value === to.value.value) {
      report({
        message: `The wait can't grow: the first and the longest are both ${from.value.text}.`,
        origin: action.origin,
        help: 'Write backoff fixed, or a longer wait after to.',
      });
    }
  }
}

const recoveriesIn = (pipeline: Pipeline): readonly Recovery[] => [
  ...pipeline.recoveries,
  ...pipeline.steps.flatMap((step) => step.recoveries),
];
