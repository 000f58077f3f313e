const BARS = '▁▂▃▄▅▆▇█';

/** Values as bars, the smallest one as the lowest; all in the middle when they are equal. */
export function sparkline(values: readonly number[]): string {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const last = BARS.length - 1;
  return values
    .map((value) => BARS[high === low ? last >> 1 : Math.round(((value - low) / (high - low)) * last)])
    .join('');
}
