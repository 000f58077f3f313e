/** When a schedule comes up, as far as this can be said without a time zone. */
export interface CronTimes {
  /** Minutes of the day, in order. */
  readonly minutes: readonly number[];
  /** Days on which it comes up, counted from the first of the calendar that was looked at, in order. */
  readonly days: readonly number[];
}

const WORDS = [
  [],
  [],
  [],
  ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
] as const;
const FIRST = [0, 0, 1, 1, 0] as const;
const LAST = [59, 23, 31, 12, 6] as const;

const DAY_MS = 86_400_000;
export const MINUTES_OF_DAY = 1_440;
/** Four years, with the 29th of February in it; any four years would do. */
const CALENDAR_START = Date.UTC(2024, 0, 1);
const CALENDAR_DAYS = 1_461;

/** Reads a cron expression of five fields that was found to be right (`cronProblem`). */
export function cronTimes(cron: string): CronTimes {
  const fields = cron.trim().split(/\s+/u);
  const [minutes, hours, monthDays, months, weekDays] = fields.map(valuesOf);
  const isMonthDayFree = isFree(fields[2]!);
  const isWeekDayFree = isFree(fields[4]!);
  const days: number[] = [];
  for (let day = 0; day < CALENDAR_DAYS; day++) {
    const date = new Date(CALENDAR_START + day * DAY_MS);
    const onMonthDay = monthDays!.has(date.getUTCDate());
    const onWeekDay = weekDays!.has(date.getUTCDay());
    // Where both days are given, either will do.
    const fits = isMonthDayFree || isWeekDayFree ? onMonthDay && onWeekDay : onMonthDay || onWeekDay;
    if (fits && months!.has(date.getUTCMonth() + 1)) days.push(day);
  }
  return {
    minutes: [...hours!]
      .flatMap((hour) => [...minutes!].map((minute) => hour * 60 + minute))
      .sort((a, b) => a - b),
    days,
  };
}

/** Shortest time between two runs in minutes; undefined when there are no two. */
export function shortestGap({ minutes, days }: CronTimes): number | undefined {
  const withinDay = differences(minutes);
  const nights = differences(days).map((count) => count * MINUTES_OF_DAY - minutes.at(-1)! + minutes[0]!);
  const gaps = [...withinDay, ...nights];
  return gaps.length === 0 ? undefined : gaps.reduce((least, gap) => Math.min(least, gap));
}

const differences = (numbers: readonly number[]): number[] =>
  numbers.slice(1).map((number, index) => number - numbers[index]!);

const isFree = (field: string): boolean => field === '*' || field === '?';

function valuesOf(field: string, index: number): ReadonlySet<number> {
  const values = new Set<number>();
  for (const item of field.split(',')) {
    const [range, step] = item.split('/');
    const [from, to] = isFree(range!)
      ? [FIRST[index]!, LAST[index]!]
      : endsOf(range!, index, step !== undefined);
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

/** `5/10` is every ten from five on. */
function endsOf(range: string, index: number, isStepped: boolean): readonly [number, number] {
  const [from, to] = range.split('-').map((end) => {
    const word = (WORDS[index] as readonly string[]).indexOf(end.toUpperCase());
    return word >= 0 ? word + FIRST[index]! : Number(end);
  });
  return [from!, to ?? (isStepped ? LAST[index]! : from!)];
}
