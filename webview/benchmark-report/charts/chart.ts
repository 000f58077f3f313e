import * as Plot from '@observablehq/plot';
import type { Palette } from '../palette.ts';

export interface ChartFrame {
  readonly palette: Palette;
  /** Pixels. */
  readonly width: number;
}

export type Drawing = SVGSVGElement;

/** What tells series apart beside their colours. */
export const SIGNS = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross'] as const;

/** A drawing in the colours of the page. */
export function draw({ palette, width }: ChartFrame, options: Plot.PlotOptions): Drawing {
  const drawing = Plot.plot({
    width,
    height: 280,
    marginLeft: 64,
    marginBottom: 44,
    className: 'tenon-plot',
    style: { color: palette.text, background: palette.background, fontSize: '12px', overflow: 'visible' },
    ...options,
  });
  return drawing as Drawing;
}

/** Fixed colours and signs for series, in the order of their names. */
export function seriesScales(
  names: readonly string[],
  { palette }: ChartFrame,
): Pick<Plot.PlotOptions, 'color' | 'symbol'> {
  const domain = [...new Set(names)];
  return {
    color: { domain, range: domain.map((_, index) => palette.series[index % palette.series.length]!) },
    symbol: { domain, range: domain.map((_, index) => SIGNS[index % SIGNS.length]!) },
  };
}

/** The unit in which times of this size are told apart best. */
export function timeUnit(seconds: readonly number[]): { readonly unit: string; readonly scale: number } {
  const most = Math.max(...seconds);
  if (most >= 1) return { unit: 's', scale: 1 };
  return most >= 1e-3 ? { unit: 'ms', scale: 1e3 } : { unit: 'µs', scale: 1e6 };
}

/** Limits far beyond the figures would press these into a corner. */
export const isNear = (limit: number, values: readonly number[]): boolean =>
  limit > 0 && limit <= 3 * Math.max(...values) && limit * 10 >= Math.min(...values);

export const dashed = { strokeDasharray: '6 4', strokeWidth: 1.5 } as const;
