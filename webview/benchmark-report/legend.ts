import * as Plot from '@observablehq/plot';
import { SIGNS, type ChartFrame } from './charts/chart.ts';
import { element, svgElement } from './elements.ts';

/** What the signs and colours of a drawing mean; nothing for a single series. */
export function legend(names: readonly string[], { palette }: ChartFrame): HTMLElement | undefined {
  const all = [...new Set(names)];
  if (all.length < 2) return undefined;
  return element(
    'ul',
    { class: 'legend' },
    ...all.map((name, index) =>
      element('li', {}, sign(index, palette.series[index % palette.series.length]!), name),
    ),
  );
}

function sign(index: number, color: string): SVGElement {
  const drawn = Plot.plot({
    width: 14,
    height: 14,
    margin: 0,
    axis: null,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      Plot.dot([[0.5, 0.5]], { symbol: SIGNS[index % SIGNS.length]!, fill: color, stroke: color, r: 4.5 }),
    ],
  });
  const box = svgElement('svg', { width: '14', height: '14', viewBox: '0 0 14 14', 'aria-hidden': 'true' });
  box.append(...drawn.querySelectorAll('g'));
  return box;
}
