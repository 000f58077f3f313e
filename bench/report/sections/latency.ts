import { formatBytes, formatRate, formatSeconds } from '../../verdict/quantity-format.ts';
import { caseName, figureText } from '../figure-text.ts';
import { QUANTILES, type MeasuredCase, type MeasuredResult } from '../measured-result.ts';
import { section, type Section } from '../section.ts';

/** Every measured case with its figures. */
export const casesSection = ({ cases }: MeasuredResult): Section<MeasuredCase> =>
  section('Figures', 'The result holds no measured case.', cases, {
    columns: [
      'Case',
      'p50 [95 %]',
      'p90 [95 %]',
      'p99 [95 %]',
      'Throughput [95 %]',
      'Memory',
      'Noise',
      'Runs',
    ],
    cells: (each) => [
      caseName(each),
      figureText(each.latency.p50, formatSeconds),
      figureText(each.latency.p90, formatSeconds),
      figureText(each.latency.p99, formatSeconds),
      figureText(each.throughput, formatRate),
      each.memory ? formatBytes(each.memory.peak) : 'n/a',
      noiseText(each),
      each.samples === undefined ? 'n/a' : String(each.samples),
    ],
  });

function noiseText({ noise }: MeasuredCase): string {
  if (!noise) return 'n/a';
  return noise.spread === null ? noise.grade : `${noise.grade} (${Math.round(noise.spread * 100)} %)`;
}

/** So many runs took so long, in seconds. */
export interface BinRow {
  readonly case: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of the runs of the case. */
  readonly share: number;
}

export function distributionSection({ cases }: MeasuredResult): Section<BinRow> {
  const rows = cases.flatMap((each) => {
    const bins = each.histogram ?? [];
    const all = bins.reduce((sum, { count }) => sum + count, 0);
    return bins.map((bin): BinRow => ({
      case: caseName(each),
      ...bin,
      share: all === 0 ? 0 : bin.count / all,
    }));
  });
  return section(
    'Latency distribution',
    'This result does not keep how its runs are distributed. Measure again with this version.',
    rows,
    {
      columns: ['Case', 'From', 'To', 'Runs', 'Share'],
      cells: ({ case: name, from, to, count, share }) => [
        name,
        formatSeconds(from),
        formatSeconds(to),
        String(count),
        `${(share * 100).toFixed(1)} %`,
      ],
    },
  );
}

/** A percentile with its 95 % interval, in seconds. */
export interface PercentileRow {
  readonly case: string;
  /** Between 0 and 1. */
  readonly q: number;
  readonly name: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

const Q: Readonly<Record<(typeof QUANTILES)[number], number>> = {
  p50: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  p999: 0.999,
};

export function percentilesSection({ cases }: MeasuredResult): Section<PercentileRow> {
  const rows = cases.flatMap((each) =>
    QUANTILES.flatMap((name): PercentileRow[] => {
      const figure = each.latency[name];
      return figure && 'value' in figure ? [{ case: caseName(each), q: Q[name], name, ...figure }] : [];
    }),
  );
  return section(
    'Percentiles',
    'There were too few runs for any percentile. Measure with a longer budget.',
    rows,
    {
      columns: ['Case', 'Percentile', 'Latency', 'From (95 %)', 'To (95 %)'],
      cells: ({ case: name, name: percentile, value, low, high }) => [
        name,
        percentile,
        formatSeconds(value),
        low === null ? 'open' : formatSeconds(low),
        high === null ? 'open' : formatSeconds(high),
      ],
      summary: (all) => {
        const worst = all.reduce((a, b) => (b.value > a.value ? b : a));
        return `Latency by percentile; the highest is ${worst.name} of ${worst.case} with ${formatSeconds(worst.value)}.`;
      },
    },
  );
}
