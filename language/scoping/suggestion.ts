import { closest, distance } from 'fastest-levenshtein';

/** The candidate that was most likely meant, if one is near enough to be worth saying. */
export function suggest(written: string, candidates: Iterable<string>): string | undefined {
  // Sorted, so that of two that are equally near always the same one is said.
  const all = [...new Set(candidates)].filter((candidate) => candidate !== written).sort();
  if (all.length === 0) return undefined;
  const best = closest(
    written.toLowerCase(),
    all.map((candidate) => candidate.toLowerCase()),
  );
  const found = all.find((candidate) => candidate.toLowerCase() === best)!;
  // A third of the letters may differ: "fruad_net" is "fraud_net", "cat" is not "dog". Two letters that
  // changed places count as two differences, which is too much for a short word, so they are let through.
  const allowed = Math.max(1, Math.floor(written.length / 3));
  return distance(written.toLowerCase(), best) <= allowed || sameLetters(written.toLowerCase(), best)
    ? found
    : undefined;
}

const sameLetters = (a: string, b: string): boolean =>
  a.length > 2 && [...a].sort().join('') === [...b].sort().join('');

export const didYouMean = (suggestion: string | undefined): string | undefined =>
  suggestion === undefined ? undefined : `Did you mean ${suggestion}?`;
