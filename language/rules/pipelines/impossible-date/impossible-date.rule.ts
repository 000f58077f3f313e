import { cronProblem } from '../../../types/cron.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { cronTimes } from '../cron-times.ts';
import { writtenCron } from '../schedule-edit.ts';

/** A schedule comes up on some day. */
export const rule: Rule = {
  code: 'TN1638',
  name: 'impossible-date',
  summary: 'A schedule names a date that no year has.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const { schedule, name } = pipeline;
      if (!schedule || cronProblem(schedule.cron.value) !== undefined) return;
      if (cronTimes(schedule.cron.value).days.length > 0) return;
      const written = writtenCron(pipeline, model);
      const fields = schedule.cron.value.trim().split(/\s+/u);
      const right = [...fields.slice(0, 2), '28', ...fields.slice(3)].join(' ');
      report({
        message: `${name} never starts: no year has the day ${fields[2]!} of month ${fields[3]!}.`,
        origin: schedule.cron.origin,
        help: 'The third field is the day of the month, the fourth the month. Every month has a day 28.',
        data: {
          replacements: written
            ? [
                {
                  title: `Change to "${right}"`,
                  edits: [replaceNode(written.file, written.node, JSON.stringify(right))],
                },
              ]
            : [],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
