import type { Finding } from '../report/report.ts';

/** How many findings came and went since the round before, in one line; nothing when they are the same. */
export function newsText(before: readonly Finding[], now: readonly Finding[]): string {
  const came = without(now, before);
  const went = without(before, now);
  const parts = [...(came === 0 ? [] : [`${came} new`]), ...(went === 0 ? [] : [`${went} gone`])];
  return parts.length === 0 ? '' : `Since the last round: ${parts.join(', ')}.\n`;
}

/** How many of some findings are not among others. A finding that only moved to another line is the same one. */
function without(some: readonly Finding[], others: readonly Finding[]): number {
  const left = new Map<string, number>();
  for (const finding of others) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  return some.filter((finding) => {
    const number = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), number - 1);
    return number <= 0;
  }).length;
}

const keyOf = ({ code, file, severity, message }: Finding): string =>
  JSON.stringify([code, file, severity, message]);
