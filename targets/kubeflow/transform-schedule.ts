import type { Pipeline } from '../../language/model/pipeline.ts';
import type { Report } from './diagnostics.ts';
import type { ScheduleOutput } from './output.ts';

const FIELDS = [
  { name: 'minute', from: 0, to: 59, words: [] },
  { name: 'hour', from: 0, to: 23, words: [] },
  { name: 'day of month', from: 1, to: 31, words: [] },
  { name: 'month', from: 1, to: 12, words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] },
  { name: 'day of week', from: 0, to: 6, words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
] as const; // prettier-ignore

/** The recurring run of a pipeline. Kubeflow's cron has a field for seconds in front of the usual five. */
export function planSchedule(pipeline: Pipeline, report: Report): ScheduleOutput | undefined {
  const { schedule } = pipeline;
  if (!schedule) return undefined;
  const problem = cronProblem(schedule.cron.value);
  if (problem !== undefined) {
    report('TN9314', schedule.cron.origin, `Kubeflow can't read the schedule "${schedule.cron.value}": ${problem}.`);
    return undefined;
  }
  if (!UTC.has(schedule.zone.value)) {
    report('TN9303', schedule.zone.origin, `Kubeflow has one time zone for all schedules of an installation, and it is UTC unless it was set to ${schedule.zone.value}.`, {
      help: `Set cronScheduleTimezone of the installation to ${schedule.zone.value}, or write the schedule in UTC.`,
    });
  }
  return {
    cron: { value: `0 ${schedule.cron.value.trim().split(/\s+/).join(' ')}`, cause: schedule.cron },
    zone: { value: schedule.zone.value, cause: schedule.zone },
    concurrency: { value: pipeline.concurrency?.value ?? 1, cause: pipeline.concurrency ?? { derived: 'runs don\'t overlap unless the pipeline says otherwise', from: [pipeline] } },
  };
}

const UTC: ReadonlySet<string> = new Set(['UTC', 'Etc/UTC', 'Z', 'GMT']);

/** Says what keeps a five-field cron expression from being read by the scheduler of Kubeflow (robfig/cron 1.2). */
export function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) return `it has ${fields.length} fields instead of five (minute, hour, day of month, month, day of week)`;
  for (const [index, field] of fields.entries()) {
    const { name, from, to, words } = FIELDS[index]!;
    for (const item of field.split(',')) {
      const match = /^(\*|\?|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?)(?:\/([0-9]+))?$/.exec(item);
      if (!match) return `"${item}" is no ${name}`;
      if (match[2] !== undefined && Number(match[2]) === 0) return `"${item}" has a step of 0`;
      if (match[1] === '*' || match[1] === '?') continue;
      const ends = match[1]!.split('-').map((end) => {
        const word = (words as readonly string[]).indexOf(end.toUpperCase());
        return word >= 0 ? word + from : /^[0-9]+$/.test(end) ? Number(end) : NaN;
      });
      const [low, high = low] = ends as [number, number?];
      if (ends.some((end) => Number.isNaN(end) || end < from || end > to)) {
        return `"${item}" is no ${name} (${from} to ${to}${name === 'day of week' ? ', Sunday is 0' : ''})`;
      }
      if (low > high) return `"${item}" ends before it begins`;
    }
  }
  return undefined;
}
