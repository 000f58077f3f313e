const FIELDS = [
  { name: 'minute', from: 0, to: 59, words: [] },
  { name: 'hour', from: 0, to: 23, words: [] },
  { name: 'day of month', from: 1, to: 31, words: [] },
  { name: 'month', from: 1, to: 12, words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] },
  { name: 'day of week', from: 0, to: 6, words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
] as const; // prettier-ignore

/**
 * Says what is wrong with a cron expression of five fields, as POSIX and all schedulers that Tenon writes
 * for read them. Sunday is 0 and not 7, which only some of them take.
 */
export function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return `it has ${fields.length === 1 ? 'one field' : `${fields.length} fields`} instead of five (${FIELDS.map(({ name }) => name).join(', ')})`;
  }
  for (const [index, field] of fields.entries()) {
    for (const item of field.split(',')) {
      const problem = itemProblem(item, FIELDS[index]!);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function itemProblem(item: string, { name, from, to, words }: (typeof FIELDS)[number]): string | undefined {
  const match = /^(\*|\?|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?)(?:\/([0-9]+))?$/.exec(item);
  if (!match) return `"${item}" is no ${name}`;
  if (match[2] !== undefined && Number(match[2]) === 0) return `"${item}" has a step of 0`;
  if (match[1] === '*' || match[1] === '?') return undefined;
  const ends = match[1]!.split('-').map((end) => {
    const word = (words as readonly string[]).indexOf(end.toUpperCase());
    return word >= 0 ? word + from : /^[0-9]+$/.test(end) ? Number(end) : NaN;
  });
  if (ends.some((end) => Number.isNaN(end) || end < from || end > to)) {
    return `"${item}" is no ${name} (${from} to ${to}${name === 'day of week' ? ', Sunday is 0' : ''})`;
  }
  return ends[0]! > (ends[1] ?? ends[0]!) ? `"${item}" ends before it begins` : undefined;
}
