/** True when the last three slice medians lie within 5 % of each other: warm-up is over. */
export function isStable(sliceMedians: readonly number[]): boolean {
  const last = sliceMedians.slice(-3);
  return last.length === 3 && Math.max(...last) <= 1.05 * Math.min(...last);
}
