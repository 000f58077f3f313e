import * as Plot from '@observablehq/plot';
import { formatBytes, formatSeconds } from '../../../bench/verdict/quantity-format.ts';
import type { OperatorRow, PlacementRow } from '../../../bench/report/sections/execution.ts';
import type { ColdRow, MemoryRow } from '../../../bench/report/sections/resources.ts';
import { draw, seriesScales, timeUnit, type ChartFrame, type Drawing } from './chart.ts';

/** Room for one bar, in pixels. */
const BAR = 30;

/** Nodes of the graph by the provider that ran them. */
export const placementChart = (rows: readonly PlacementRow[], frame: ChartFrame): Drawing =>
  bars(frame, rows.length, {
    x: { label: 'Nodes', grid: true },
    y: { label: null, domain: rows.map(({ provider }) => provider) },
    ...seriesScales(
      rows.map(({ provider }) => provider),
      frame,
    ),
    marks: [
      Plot.barX(rows, { x: 'nodes', y: 'provider', fill: 'provider' }),
      beside(rows, frame, { x: 'nodes', y: 'provider', text: (row: PlacementRow) => String(row.nodes) }),
    ],
  });

/** Time of a run by kinds of operators; the provider is in the name where there are several. */
export function operatorsChart(rows: readonly OperatorRow[], frame: ChartFrame): Drawing {
  const { unit, scale } = timeUnit(rows.map(({ seconds }) => seconds));
  const several = new Set(rows.map(({ provider }) => provider)).size > 1;
  const y = ({ operator, provider }: OperatorRow): string =>
    several && provider !== '' ? `${operator} (${provider})` : operator;
  const x = (row: OperatorRow): number => row.seconds * scale;
  return bars(frame, rows.length, {
    marginLeft: several ? 180 : 130,
    x: { label: `Time of a run (${unit})`, grid: true },
    y: { label: null, domain: rows.map(y) },
    ...seriesScales(
      rows.map(({ provider }) => provider),
      frame,
    ),
    marks: [
      Plot.barX(rows, { x, y, fill: 'provider' }),
      beside(rows, frame, { x, y, text: (row: OperatorRow) => `${(row.share * 100).toFixed(0)} %` }),
    ],
  });
}

/** What the engine and the model take of the memory, for each case. */
export function memoryChart(rows: readonly MemoryRow[], frame: ChartFrame): Drawing {
  const mib = (row: MemoryRow): number => row.bytes / 2 ** 20;
  const cases = [...new Set(rows.map((row) => row.case))];
  return bars(frame, cases.length, {
    marginLeft: 130,
    x: { label: 'Peak (MiB)', grid: true },
    y: { label: null, domain: cases },
    ...seriesScales(
      rows.map(({ part }) => part),
      frame,
    ),
    marks: [
      Plot.barX(rows, {
        x: mib,
        y: 'case',
        fill: 'part',
        insetRight: 1,
        title: (row: MemoryRow) => `${row.part}: ${formatBytes(row.bytes)}`,
      }),
    ],
  });
}

/** Steps of a cold start, one after the other. */
export function coldChart(rows: readonly ColdRow[], frame: ChartFrame): Drawing {
  const { unit, scale } = timeUnit(rows.map(({ seconds }) => seconds));
  const x = (row: ColdRow): number => row.seconds * scale;
  return bars(frame, rows.length, {
    marginLeft: 130,
    x: { label: `Time (${unit})`, grid: true },
    y: { label: null, domain: rows.map(({ step }) => step) },
    marks: [
      Plot.barX(rows, { x, y: 'step', fill: frame.palette.series[0]! }),
      beside(rows, frame, { x, y: 'step', text: (row: ColdRow) => formatSeconds(row.seconds) }),
    ],
  });
}

const bars = (frame: ChartFrame, count: number, options: Plot.PlotOptions): Drawing =>
  draw(frame, { height: 56 + BAR * count, marginLeft: 110, marginRight: 60, marginTop: 8, ...options });

const beside = <T>(rows: readonly T[], { palette }: ChartFrame, options: Plot.TextOptions): Plot.Text =>
  Plot.text(rows as T[], { ...options, textAnchor: 'start', dx: 5, fill: palette.text });
