import * as Plot from '@observablehq/plot';
import type { Interval } from '../../../bench/report/measured-result.ts';
import type { HistoryRow } from '../../../bench/report/sections/history.ts';
import { dashed, draw, seriesScales, timeUnit, type ChartFrame, type Drawing } from './chart.ts';

/** Medians over time with their intervals; hollow where the model's file was another one. */
export function historyChart(rows: readonly HistoryRow[], frame: ChartFrame): Drawing {
  const { unit, scale } = timeUnit(rows.map(({ p50, high }) => high ?? p50));
  const x = (row: HistoryRow): Date => new Date(row.at);
  const y = (row: HistoryRow): number => row.p50 * scale;
  const sign = { x, y, stroke: 'case', symbol: 'case', r: 4 } as const;
  return draw(frame, {
    x: { type: 'utc', label: 'Measured (UTC)', insetLeft: 10, insetRight: 10 },
    y: { label: `p50 (${unit})`, grid: true, zero: true, nice: true },
    ...seriesScales(
      rows.map((row) => row.case),
      frame,
    ),
    marks: [
      Plot.ruleX(rows, {
        x,
        y1: (row: HistoryRow) => (row.low ?? row.p50) * scale,
        y2: (row: HistoryRow) => (row.high ?? row.p50) * scale,
        stroke: 'case',
        strokeWidth: 4,
        strokeOpacity: 0.45,
      }),
      Plot.line(rows, { x, y, stroke: 'case', z: 'case' }),
      Plot.dot(
        rows.filter(({ isSameFile }) => isSameFile),
        { ...sign, fill: 'case' },
      ),
      Plot.dot(
        rows.filter(({ isSameFile }) => !isSameFile),
        sign,
      ),
    ],
  });
}

interface Compared {
  readonly case: string;
  /** Now by before. */
  readonly ratio: Interval;
}

/** How much slower or faster each case is; a line that crosses zero tells no difference. */
export function comparisonChart(rows: readonly Compared[], frame: ChartFrame): Drawing {
  const percent = (ratio: number): number => (ratio - 1) * 100;
  return draw(frame, {
    height: 70 + 34 * rows.length,
    marginLeft: Math.min(frame.width / 2, 60 + 6.5 * Math.max(...rows.map((row) => row.case.length))),
    marginTop: 8,
    x: { label: 'Change of p50 (%), to the right is slower', grid: true, nice: true },
    y: { label: null, domain: rows.map((row) => row.case), inset: 8 },
    marks: [
      Plot.ruleX([0], { stroke: frame.palette.limit, ...dashed }),
      Plot.ruleY(rows, {
        y: 'case',
        x1: ({ ratio }: Compared) => percent(ratio.low ?? ratio.value),
        x2: ({ ratio }: Compared) => percent(ratio.high ?? ratio.value),
        stroke: frame.palette.series[0]!,
        strokeWidth: 4,
        strokeOpacity: 0.5,
      }),
      Plot.dot(rows, {
        y: 'case',
        x: ({ ratio }: Compared) => percent(ratio.value),
        fill: frame.palette.series[0]!,
        r: 4.5,
      }),
    ],
  });
}
