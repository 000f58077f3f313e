import { cronProblem } from '../../../types/cron.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { cronTimes, shortestGap } from '../cron-times.ts';

/** A run that may go on when the next one starts needs a word on what happens then. */
export const rule: Rule = {
  code: 'TN1616',
  name: 'overlapping-runs',
  summary: 'A pipeline starts again before its last run must have ended.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const { schedule, timeout, concurrency, name } = pipeline;
      if (!schedule || !timeout || concurrency || cronProblem(schedule.cron.value) !== undefined) return;
      const gap = shortestGap(cronTimes(schedule.cron.value));
      if (gap === undefined || timeout.value.value <= gap * 60) return;
      const block = model.ownBlock(pipelineWord, pipeline);
      report({
        message: `${name} starts every ${minutesText(gap)} and may run for ${timeout.value.text}: up to ${Math.ceil(timeout.value.value / 60 / gap)} runs at the same time.`,
        origin: schedule.cron.origin,
        help: 'Say how many may go on at once, such as concurrency: 1, or let it start less often.',
        data: {
          replacements: block
            ? [
                {
                  title: 'Add concurrency: 1',
                  edits: [addStatement(placeOf(block.layers), 'concurrency: 1')],
                  preferred: true,
                },
              ]
            : [],
        },
        related: [{ origin: timeout.origin, message: `It may run for ${timeout.value.text}.` }],
      });
    }),
  ],
  fixes: [replaceFix],
};

function minutesText(minutes: number): string {
  if (minutes % 1440 === 0) return minutes === 1440 ? 'day' : `${minutes / 1440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? 'hour' : `${minutes / 60} h`;
  return minutes === 1 ? 'minute' : `${minutes} min`;
}
