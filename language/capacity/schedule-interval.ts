import type { Pipeline } from '../model/pipeline.ts';
import { cronProblem } from '../types/cron.ts';
import { known, notKnown, work, type Working } from './working.ts';

const DAY = 86_400;
const WORDS = [
  [], [], [],
  ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
] as const; // prettier-ignore
const RANGES = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]] as const; // prettier-ignore

/** Smallest and largest time between two runs of a cron expression in seconds; undefined when it never or once runs. */
export interface Interval {
  readonly shortest: number;
  readonly longest: number;
}

/**
 * Looks at every day of four years from a leap year on, which is when the calendar repeats but for weekdays. Changes
 * of the clock in the zone are left out. Undefined for an expression that is wrong.
 */
export function cronInterval(cron: string): Interval | undefined {
  if (cronProblem(cron) !== undefined) return undefined;
  const fields = cron.trim().split(/\s+/);
  const [minutes, hours, days, months, weekdays] = fields.map((field, index) => valuesOf(field, index)) as [
    Set<number>, Set<number>, Set<number>, Set<number>, Set<number>,
  ]; // prettier-ignore
  // POSIX: when both the day of the month and that of the week are restricted, either will do.
  const either = !/^[*?]/.test(fields[2]!) && !/^[*?]/.test(fields[4]!);
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 3600 + minute * 60));
  times.sort((a, b) => a - b);
  let shortest = Infinity;
  let longest = 0;
  let last: number | undefined;
  for (let day = 0; day < 4 * 365 + 1; day += 1) {
    const date = new Date(Date.UTC(2024, 0, 1 + day));
    const ofMonth = days.has(date.getUTCDate());
    const ofWeek = weekdays.has(date.getUTCDay());
    if (!months.has(date.getUTCMonth() + 1) || !(either ? ofMonth || ofWeek : ofMonth && ofWeek)) continue;
    for (const time of times) {
      const now = day * DAY + time;
      if (last !== undefined) {
        shortest = Math.min(shortest, now - last);
        longest = Math.max(longest, now - last);
      }
      last = now;
    }
  }
  return Number.isFinite(shortest) ? { shortest, longest } : undefined;
}

function valuesOf(field: string, index: number): Set<number> {
  const [from, to] = RANGES[index]!;
  const result = new Set<number>();
  for (const item of field.split(',')) {
    const [, ends = '*', step] = /^([^/]+)(?:\/(\d+))?$/.exec(item) ?? [];
    const [low, high] = /^[*?]$/.test(ends)
      ? [from, to]
      : endsOf(ends, index, step === undefined ? undefined : to);
    for (let value = low; value <= high; value += Number(step ?? 1)) result.add(value);
  }
  return result;
}

/** `5` is one value, and with a step the first of those that follow. */
function endsOf(ends: string, index: number, open: number | undefined): [number, number] {
  const [low, high] = ends.split('-').map((end) => {
    const word = (WORDS[index] as readonly string[]).indexOf(end.toUpperCase());
    return word >= 0 ? word + RANGES[index]![0] : Number(end);
  });
  return [low!, high ?? open ?? low!];
}

/** Time between the two runs of a pipeline that are nearest to each other, in seconds; undefined without a schedule. */
export function scheduleInterval({ schedule }: Pipeline): Working | undefined {
  if (!schedule) return undefined;
  const interval = cronInterval(schedule.cron.value);
  return work(
    {
      title: 'Time between two runs',
      formula: 'shortest gap of the schedule',
      unit: 's',
      source: 'POSIX crontab',
      assumptions: ['The hour that the clock is changed by is left out.'],
    },
    {
      gap: interval
        ? known(`cron("${schedule.cron.value}")`, interval.shortest, 's', { origin: schedule.cron.origin })
        : notKnown('schedule', 'it never comes twice in four years', 'a schedule that repeats'),
    },
    ({ gap }) => gap,
  );
}

/** Share of the time between two runs that a run may take; above 1 the next one comes before it has ended. */
export function scheduleLoad(pipeline: Pipeline): Working | undefined {
  const interval = scheduleInterval(pipeline);
  if (!interval) return undefined;
  const { timeout, name } = pipeline;
  return work(
    {
      title: 'Run time against the schedule',
      formula: 't / i',
      unit: 'ratio',
      source: 'Runs overlap when one takes longer than the time between two',
      assumptions: ['The timeout stands for the longest run.'],
      bound: 'at most',
    },
    {
      t: timeout
        ? known('timeout', timeout.value.value, 's', { origin: timeout.origin })
        : notKnown('longest run', 'the pipeline has no timeout', `timeout: 2h in ${name}`),
      i: interval,
    },
    ({ t, i }) => t / i,
  );
}
