import { CandidateKind, type Candidate } from './candidate.ts';

/** Whole expressions that are often wanted. */
const OFTEN: readonly (readonly [string, string])[] = [
  ['0 3 * * *', 'every day at 03:00'],
  ['0 * * * *', 'every hour'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['0 6 * * 1', 'every Monday at 06:00'],
  ['0 6 * * 1-5', 'from Monday to Friday at 06:00'],
  ['0 1 1 * *', 'on the first of each month at 01:00'],
];

interface Field {
  readonly name: string;
  readonly values: readonly (readonly [string, string])[];
}

const words = (names: readonly string[], first: number): (readonly [string, string])[] =>
  names.map((name, index) => [String(index + first), name] as const);

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The fields of a cron expression in their order, each with values that are often wanted. */
const FIELDS: readonly Field[] = [
  { name: 'minute', values: [['*', 'every minute'], ['0', 'at the full hour'], ['30', 'at half past'], ['*/5', 'every 5 minutes'], ['*/15', 'every 15 minutes']] },
  { name: 'hour', values: [['*', 'every hour'], ['0', 'at midnight'], ['3', 'at 03:00'], ['6', 'at 06:00'], ['*/2', 'every 2 hours'], ['8-18', 'from 8 to 18']] },
  { name: 'day of month', values: [['*', 'every day'], ['1', 'the first'], ['15', 'the 15th'], ['*/2', 'every second day']] },
  { name: 'month', values: [['*', 'every month'], ['*/3', 'every quarter'], ...words(MONTHS, 1)] },
  { name: 'day of week', values: [['*', 'every day'], ['1-5', 'from Monday to Friday'], ...words(DAYS, 0)] },
]; // prettier-ignore

/**
 * Values of the field that the cursor is in; `written` is what stands before it, and `following` what stands behind
 * the field. In the first one, whole expressions.
 */
export function* cronCandidates(written: string, following: string): Iterable<Candidate> {
  const index = written.trimStart().split(/\s+/u).length - 1;
  const field = FIELDS[index];
  if (!field) return;
  if (index === 0) {
    for (const [order, [label, detail]] of OFTEN.entries()) {
      yield { label, detail, kind: CandidateKind.Value, rank: 0, order };
    }
  }
  for (const [order, [value, meaning]] of field.values.entries()) {
    const isLast = index === FIELDS.length - 1 || following.trim() !== '';
    yield {
      label: value,
      detail: `${field.name}: ${meaning}`,
      kind: CandidateKind.Value,
      insert: isLast ? value : `${value} `,
      goesOn: !isLast,
      filter: `${value} ${meaning}`,
      rank: 1,
      order,
    };
  }
}

/** Names of time zones as the system knows them. */
export function* zoneCandidates(): Iterable<Candidate> {
  yield { label: 'UTC', kind: CandidateKind.Constant, detail: 'holds without a zone', rank: 0 };
  for (const label of Intl.supportedValuesOf('timeZone'))
    yield { label, kind: CandidateKind.Constant, rank: 1 };
}
