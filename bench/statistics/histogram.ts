/** How many values lie between each two edges; `edges` has one more than `counts`, and the last edge belongs to it. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

const bins = 40;

/** Bins of equal ratio from the smallest to the largest value, for latencies have long tails. Needs a positive value. */
export function histogram(sorted: Float64Array): Histogram {
  const low = sorted.find((value) => value > 0) ?? 1e-9;
  const high = Math.max(sorted[sorted.length - 1] ?? low, low * (1 + 1e-9));
  const step = Math.log(high / low) / bins;
  const inner = Array.from({ length: bins - 1 }, (_, index) => rounded(low * Math.exp(step * (index + 1))));
  const edges = [low, ...inner, high];
  const counts = new Array<number>(bins).fill(0);
  for (const value of sorted) {
    const bin = Math.floor(Math.log(Math.max(value, low) / low) / step);
    counts[Math.min(bin, bins - 1)]!++;
  }
  return { edges, counts };
}

/** Short as text: a picture needs no more. */
function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
