/** The values that each field of a cron expression lets through. */
export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  /** From 1. */
  readonly months: ReadonlySet<number>;
  /** Sunday is 0. */
  readonly daysOfWeek: ReadonlySet<number>;
  /** Both days are restricted: as POSIX says, either of them will do then. */
  readonly eitherDay: boolean;
}

const WORDS: readonly (readonly string[])[] = [
  [],
  [],
  [],
  ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
];
const FIRST = [0, 0, 1, 1, 0] as const;
const LAST = [59, 23, 31, 12, 6] as const;

/** Reads a cron expression of five fields that was found to be right (`cronProblem`). */
export function cronFields(cron: string): CronFields {
  const fields = cron.trim().split(/\s+/u);
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = fields.map(valuesOf) as [
    Set<number>, Set<number>, Set<number>, Set<number>, Set<number>,
  ]; // prettier-ignore
  const eitherDay = !isFree(fields[2]!) && !isFree(fields[4]!);
  return { minutes, hours, daysOfMonth, months, daysOfWeek, eitherDay };
}

const isFree = (field: string): boolean => field === '*' || field === '?';

function valuesOf(field: string, index: number): Set<number> {
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
    const word = WORDS[index]!.indexOf(end.toUpperCase());
    return word >= 0 ? word + FIRST[index]! : Number(end);
  });
  return [from!, to ?? (isStepped ? LAST[index]! : from!)];
}
