import { formatRate, formatSeconds } from '../../verdict/quantity-format.ts';
import { caseName } from '../figure-text.ts';
import type { MeasuredResult } from '../measured-result.ts';
import { section, type Section } from '../section.ts';

/** How much a case gets done, and how long one run of it takes. */
export interface ThroughputRow {
  readonly case: string;
  readonly scenario: string;
  readonly batch: number;
  /** Items per second. */
  readonly throughput: number;
  /** Seconds; p99 where the samples carry it. */
  readonly latency: number;
  readonly measure: string;
}

export function throughputSection({ cases }: MeasuredResult): Section<ThroughputRow> {
  const isTail = cases.every(({ latency: { p99 } }) => p99 && 'value' in p99);
  const measure = isTail ? 'p99' : 'p50';
  const rows = cases.flatMap((each): ThroughputRow[] => {
    const figure = each.latency[measure];
    if (!figure || !('value' in figure) || !each.throughput) return [];
    const { scenario, batch, throughput } = each;
    return [
      { case: caseName(each), scenario, batch, throughput: throughput.value, latency: figure.value, measure },
    ];
  });
  rows.sort((a, b) => a.batch - b.batch);
  return section(
    'Throughput against latency',
    'Only one case was measured. Measure several batch sizes, such as `tenon bench --batch 1,8,32`.',
    rows.length < 2 ? [] : rows,
    {
      columns: ['Case', 'Throughput', `Latency (${measure})`],
      cells: ({ case: name, throughput, latency }) => [name, formatRate(throughput), formatSeconds(latency)],
      summary: (all) => {
        const best = all.reduce((a, b) => (b.throughput > a.throughput ? b : a));
        return `Throughput against latency; ${best.case} gets most done, ${formatRate(best.throughput)} at ${formatSeconds(best.latency)}.`;
      },
    },
  );
}
