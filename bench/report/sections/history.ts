import { formatSeconds } from '../../verdict/quantity-format.ts';
import { caseName } from '../figure-text.ts';
import type { Interval, MeasuredCase, MeasuredResult } from '../measured-result.ts';
import { section, type Section } from '../section.ts';

/** The median of one case in one result, in seconds. */
export interface HistoryRow {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly case: string;
  readonly p50: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The model's file was the one that was measured last. */
  readonly isSameFile: boolean;
}

/** Results of the machine and settings of the newest one: others are other figures. */
export function historySection(results: readonly MeasuredResult[]): Section<HistoryRow> {
  const last = results.at(-1);
  const own = results.filter(({ machine }) => machine.id === last?.machine.id);
  const rows = own.flatMap((result) =>
    result.cases.flatMap((each): HistoryRow[] => {
      const p50 = medianOf(each);
      if (!p50) return [];
      const { value, low, high } = p50;
      const isSameFile = result.model.sha256 === last?.model.sha256;
      return [{ at: result.measuredAt, case: caseName(each), p50: value, low, high, isSameFile }];
    }),
  );
  return section(
    'History',
    'There is one result by now. Each benchmark on the same machine adds one.',
    own.length < 2 ? [] : rows,
    {
      columns: ['Measured', 'Case', 'p50', 'From (95 %)', 'To (95 %)', 'File'],
      cells: ({ at, case: name, p50, low, high, isSameFile }) => [
        at.slice(0, 16).replace('T', ' '),
        name,
        formatSeconds(p50),
        low === null ? 'open' : formatSeconds(low),
        high === null ? 'open' : formatSeconds(high),
        isSameFile ? 'the same' : 'another',
      ],
      summary: (all) => `p50 of ${all.length} measurements, from ${all[0]!.at.slice(0, 10)} on.`,
    },
  );
}

/** One case now and before. */
export interface ComparisonRow {
  readonly case: string;
  readonly before: number;
  readonly now: number;
  /** Now by before, with its interval. */
  readonly ratio: Interval;
  readonly verdict: 'faster' | 'slower' | 'no difference that these figures tell';
}

/** The newest result against the one before it, where both may be compared. */
export function comparisonSection(results: readonly MeasuredResult[]): Section<ComparisonRow> {
  const last = results.at(-1);
  const before = results.slice(0, -1).findLast(({ machine }) => machine.id === last?.machine.id);
  const rows = (last?.cases ?? []).flatMap((now) => {
    const other = before?.cases.find((each) => caseName(each) === caseName(now));
    return other ? compare(now, other) : [];
  });
  return section(
    'Comparison with the result before',
    'There is no earlier result of the same cases on this machine with these settings.',
    rows,
    {
      columns: ['Case', 'p50 before', 'p50 now', 'Change [95 %]', 'Verdict'],
      cells: ({ case: name, before: a, now: b, ratio, verdict }) => [
        name,
        formatSeconds(a),
        formatSeconds(b),
        `${changeText(ratio.value)} [${ratio.low === null ? 'open' : changeText(ratio.low)}, ${ratio.high === null ? 'open' : changeText(ratio.high)}]`,
        verdict,
      ],
      summary: (all) => all.map(({ case: name, verdict }) => `${name}: ${verdict}`).join('; '),
    },
  );
}

/**
 * The ratio of two medians. Its interval takes the far ends of both intervals, which is wider than 95 %: two separate
 * runs share no noise that could be taken out.
 */
function compare(now: MeasuredCase, before: MeasuredCase): ComparisonRow[] {
  const [b, a] = [medianOf(now), medianOf(before)];
  if (!a || !b || a.value <= 0) return [];
  const low = b.low === null || a.high === null || a.high <= 0 ? null : b.low / a.high;
  const high = b.high === null || a.low === null || a.low <= 0 ? null : b.high / a.low;
  const ratio = { value: b.value / a.value, low, high };
  return [{ case: caseName(now), before: a.value, now: b.value, ratio, verdict: verdictOf(ratio) }];
}

function verdictOf({ low, high }: Interval): ComparisonRow['verdict'] {
  if (high !== null && high < 1) return 'faster';
  return low !== null && low > 1 ? 'slower' : 'no difference that these figures tell';
}

function medianOf({ latency: { p50 } }: MeasuredCase): Interval | undefined {
  return p50 && 'value' in p50 ? p50 : undefined;
}

/** How much longer or shorter something takes: `+3.1 %`. */
export const changeText = (ratio: number): string => {
  const percent = (ratio - 1) * 100;
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`;
};
