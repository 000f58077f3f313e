import type { Figure, MeasuredCase } from './measured-result.ts';

/** `1.21 ms [1.19, 1.24]`, or why there is no figure: `n/a (n=210, need 662)`. */
export function figureText(figure: Figure | undefined, format: (value: number) => string): string {
  if (figure === undefined) return 'n/a';
  if ('needed' in figure) return `n/a (n=${figure.samples}, need ${figure.needed})`;
  const { value, low, high } = figure;
  if (low === null && high === null) return format(value);
  return `${format(value)} [${side(low, format)}, ${side(high, format)}]`;
}

const side = (value: number | null, format: (value: number) => string): string =>
  value === null ? 'open' : format(value).replace(/ .*|\/s$/u, '');

/** `batch 8`, with what else tells the case from others. */
export function caseName({ scenario, batch, concurrency, rate }: MeasuredCase): string {
  const more = [
    concurrency === undefined || concurrency === 1
      ? undefined
      : `${concurrency} ${scenario === 'instances' ? 'instances' : 'at a time'}`,
    rate === undefined ? undefined : `${Math.round(rate)}/s asked`,
    scenario === 'single-stream' || scenario === 'server' || concurrency !== undefined || rate !== undefined
      ? undefined
      : scenario,
  ].filter((each) => each !== undefined);
  return [`batch ${batch}`, ...more].join(', ');
}
