import * as Plot from '@observablehq/plot';
import type { BinRow, PercentileRow } from '../../../bench/report/sections/latency.ts';
import type { ObjectiveRow } from '../../../bench/report/sections/objectives.ts';
import { dashed, draw, isNear, seriesScales, timeUnit, type ChartFrame, type Drawing } from './chart.ts';

/** How many runs took how long, one strip for each case. */
export function distributionChart(rows: readonly BinRow[], frame: ChartFrame): Drawing {
  const { unit, scale } = timeUnit(rows.map(({ to }) => to));
  const names = rows.map((row) => row.case);
  const strips = new Set(names).size;
  return draw(frame, {
    height: 60 + 120 * strips,
    marginRight: 90,
    // Bins of equal ratio are equally wide here.
    x: {
      type: 'log',
      label: `Latency (${unit})`,
      grid: true,
      ticks: 6,
      tickFormat: (tick: number) => String(Number(tick.toPrecision(3))),
    },
    y: { label: 'Runs', tickFormat: '%', ticks: 3 },
    fy: { label: null, domain: [...new Set(names)] },
    ...seriesScales(names, frame),
    marks: [
      Plot.rectY(rows, {
        x1: (row: BinRow) => row.from * scale,
        x2: (row: BinRow) => row.to * scale,
        y: 'share',
        fy: 'case',
        fill: 'case',
        title: (row: BinRow) => `${row.case}: ${row.count}`,
      }),
      Plot.ruleY([0], { stroke: frame.palette.grid }),
    ],
  });
}

/** Percentiles with their intervals. The axis stretches the tail: each step is half as likely, or a tenth. */
export function percentilesChart(
  rows: readonly PercentileRow[],
  objectives: readonly ObjectiveRow[],
  frame: ChartFrame,
): Drawing {
  const values = rows.flatMap(({ value, high }) => [value, high ?? value]);
  const { unit, scale } = timeUnit(values);
  const limits = objectives.filter(
    ({ measure, limit }) => rows.some(({ name }) => measure === `latency.${name}`) && isNear(limit, values),
  );
  const at = (q: number): number => 1 / (1 - q);
  const ticks = [...new Map(rows.map(({ q, name }) => [at(q), name]))].sort(([a], [b]) => a - b);
  const x = (row: PercentileRow): number => at(row.q);
  const names = rows.map((row) => row.case);
  return draw(frame, {
    x: {
      type: 'log',
      label: 'Percentile',
      ticks: ticks.map(([tick]) => tick),
      tickFormat: (tick: number) => ticks.find(([each]) => each === tick)?.[1] ?? '',
      insetLeft: 12,
      insetRight: 12,
    },
    y: { label: `Latency (${unit})`, grid: true, zero: true, nice: true },
    ...seriesScales(names, frame),
    marks: [
      Plot.ruleX(rows, {
        x,
        y1: (row: PercentileRow) => (row.low ?? row.value) * scale,
        y2: (row: PercentileRow) => (row.high ?? row.value) * scale,
        stroke: 'case',
        strokeWidth: 4,
        strokeOpacity: 0.45,
      }),
      Plot.line(rows, { x, y: (row: PercentileRow) => row.value * scale, stroke: 'case', z: 'case' }),
      Plot.dot(rows, {
        x,
        y: (row: PercentileRow) => row.value * scale,
        stroke: 'case',
        symbol: 'case',
        fill: 'case',
        r: 3.5,
        title: (row: PercentileRow) =>
          `${row.case}, ${row.name}: ${(row.value * scale).toPrecision(3)} ${unit}`,
      }),
      Plot.ruleY(limits, {
        y: (row: ObjectiveRow) => row.limit * scale,
        stroke: frame.palette.limit,
        ...dashed,
      }),
      Plot.text(limits, {
        y: (row: ObjectiveRow) => row.limit * scale,
        text: 'text',
        frameAnchor: 'right',
        dx: -6,
        dy: -8,
        textAnchor: 'end',
        fill: frame.palette.text,
      }),
    ],
  });
}
