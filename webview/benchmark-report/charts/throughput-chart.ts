import * as Plot from '@observablehq/plot';
import type { ObjectiveRow } from '../../../bench/report/sections/objectives.ts';
import type { ThroughputRow } from '../../../bench/report/sections/throughput.ts';
import { dashed, draw, isNear, seriesScales, timeUnit, type ChartFrame, type Drawing } from './chart.ts';

/** What each case gets done and how long a run of it takes, with the objectives as lines that must not be crossed. */
export function throughputChart(
  rows: readonly ThroughputRow[],
  objectives: readonly ObjectiveRow[],
  frame: ChartFrame,
): Drawing {
  const latencies = rows.map(({ latency }) => latency);
  const rates = rows.map(({ throughput }) => throughput);
  const { unit, scale } = timeUnit(latencies);
  const measure = `latency.${rows[0]!.measure}`;
  const slow = objectives.filter((each) => each.measure === measure && isNear(each.limit, latencies));
  const few = objectives.filter((each) => each.measure === 'throughput' && isNear(each.limit, rates));
  const names = rows.map(({ scenario }) => scenario);
  const y = (row: ThroughputRow): number => row.latency * scale;
  return draw(frame, {
    marginRight: 70,
    height: 320,
    x: { label: 'Throughput (items/s)', grid: true, zero: true, nice: true },
    y: { label: `Latency, ${rows[0]!.measure} (${unit})`, grid: true, zero: true, nice: true },
    ...seriesScales(names, frame),
    marks: [
      Plot.line(rows, { x: 'throughput', y, stroke: 'scenario', z: 'scenario' }),
      Plot.dot(rows, {
        x: 'throughput',
        y,
        stroke: 'scenario',
        fill: 'scenario',
        symbol: 'scenario',
        r: 4.5,
        title: (row: ThroughputRow) =>
          `${row.case}: ${Math.round(row.throughput)}/s, ${(row.latency * scale).toPrecision(3)} ${unit}`,
      }),
      Plot.text(rows, {
        x: 'throughput',
        y,
        text: 'case',
        dx: 8,
        dy: -9,
        textAnchor: 'start',
        fill: frame.palette.text,
      }),
      Plot.ruleY(slow, {
        y: (row: ObjectiveRow) => row.limit * scale,
        stroke: frame.palette.limit,
        ...dashed,
      }),
      Plot.text(slow, {
        y: (row: ObjectiveRow) => row.limit * scale,
        text: 'text',
        frameAnchor: 'right',
        textAnchor: 'end',
        dx: -6,
        dy: -8,
        fill: frame.palette.text,
      }),
      Plot.ruleX(few, { x: 'limit', stroke: frame.palette.limit, ...dashed }),
      Plot.text(few, {
        x: 'limit',
        text: 'text',
        frameAnchor: 'top',
        textAnchor: 'start',
        dx: 6,
        dy: -4,
        fill: frame.palette.text,
      }),
    ],
  });
}
