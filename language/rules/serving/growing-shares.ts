/** The shares in the order in which they grow to all; undefined when they do so already. */
export function growing(shares: readonly number[]): readonly number[] | undefined {
  const wanted = [...new Set([...shares.filter((share) => share > 0 && share <= 1), 1])].sort(
    (a, b) => a - b,
  );
  const isGrowing =
    shares.length === wanted.length && shares.every((share, index) => share === wanted[index]);
  return isGrowing ? undefined : wanted;
}

/** A ratio as a percentage, without the rest that binary fractions leave. */
export const shareText = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
