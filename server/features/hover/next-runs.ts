import { cronFields, cronProblem, type CronFields } from '../../../language/index.ts';

const DAY = 86_400_000;
/** The 29th of February on a given weekday comes back after 28 years, and 40 where a century leaves one out. */
const MOST_DAYS = 366 * 40;

/**
 * The next times at which a schedule comes up after an instant, as instants in milliseconds. Times that a change
 * of the clock leaves out are no times. Empty for an expression or a zone that is wrong.
 */
export function nextRuns(cron: string, zone: string, after: number, count: number): number[] {
  if (cronProblem(cron) !== undefined || !isZone(zone)) return [];
  const fields = cronFields(cron);
  const times = [...fields.hours].flatMap((hour) => [...fields.minutes].map((minute) => hour * 60 + minute));
  times.sort((a, b) => a - b);
  const found: number[] = [];
  const today = Math.floor(wallClock(after, zone) / DAY);
  for (let day = today; day <= today + MOST_DAYS && found.length < count; day++) {
    if (!isOn(day, fields)) continue;
    for (const minute of times) {
      const instant = instantOf(day * DAY + minute * 60_000, zone);
      if (instant !== undefined && instant > after && found.length < count) found.push(instant);
    }
  }
  return found;
}

/** `Sunday, 22 November 2026 at 03:00`, as the clocks of a zone show it. */
export const runText = (instant: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(instant);

function isOn(day: number, { daysOfMonth, months, daysOfWeek, eitherDay }: CronFields): boolean {
  const date = new Date(day * DAY);
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const onMonthDay = daysOfMonth.has(date.getUTCDate());
  const onWeekDay = daysOfWeek.has(date.getUTCDay());
  return eitherDay ? onMonthDay || onWeekDay : onMonthDay && onWeekDay;
}

/** What the clocks of a zone show at an instant, as if it were UTC. */
function wallClock(instant: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }); // prettier-ignore
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** When the clocks of a zone show something; undefined when they never do, because they jump over it. */
function instantOf(wall: number, zone: string): number | undefined {
  let instant = wall;
  // The distance to UTC at the instant that is looked for is only known near it.
  for (let round = 0; round < 2; round++) instant += wall - wallClock(instant, zone);
  return wallClock(instant, zone) === wall ? instant : undefined;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
