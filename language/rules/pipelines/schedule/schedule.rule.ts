import { cronProblem } from '../../../types/cron.ts';
import { onElement, type Rule } from '../../rule.ts';

/** A schedule is a cron expression of five fields in a time zone that exists. */
export const rule: Rule = {
  code: 'TN1607',
  name: 'schedule',
  summary: 'A malformed cron expression, or a time zone that there is not.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', ({ schedule, name }, _model, report) => {
      if (!schedule) return;
      const problem = cronProblem(schedule.cron.value);
      if (problem !== undefined) {
        report({
          message: `${name} can't run at "${schedule.cron.value}": ${problem}.`,
          origin: schedule.cron.origin,
          help: 'Write five fields, such as "0 3 * * MON-FRI" for three o\'clock on working days.',
        });
      }
      if (!isTimeZone(schedule.zone.value)) {
        report({
          message: `There is no time zone ${schedule.zone.value}.`,
          origin: schedule.zone.origin,
          help: 'Write a name of the IANA database, such as Europe/Berlin or UTC.',
        });
      }
    }),
  ],
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as +02:00 are understood here and by no scheduler.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
