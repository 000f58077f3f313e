import { closest, distance } from 'fastest-levenshtein';

/** The candidate that was most likely meant, if one is near enough to be worth saying. */
export function suggest(written: string, candidates: Iterable<string>): string | undefined {
  // Sorted, so that of two that are equally near always the same one is said.
  const all = [...new Set(candidates)].filter((candidate) => candidate !== written).sort();
  if (all.length === 0 || written === '') return undefined;
  return (
    only(all.filter((each) => goesOnFrom(written, each))) ??
    nearest(written, all) ??
    only(all.filter((each) => hasSegment(written, each))) ??
    only(all.filter((each) => goesOnFrom(each, written)))
  );
}

const only = (found: readonly string[]): string | undefined => (found.length === 1 ? found[0] : undefined);

/** `cpu_v2` for `cpu`, `shop.platform_core` for `shop.platform`: a name that got another version or a closer meaning. */
const goesOnFrom = (written: string, candidate: string): boolean =>
  written.length > 1 && (candidate.startsWith(`${written}_`) || candidate.startsWith(`${written}.`));

const hasSegment = (written: string, candidate: string): boolean =>
  written.length > 2 && `_${candidate}_`.includes(`_${written}_`);

/**
 * The candidate that differs in a letter, or in the order of letters: where words of one's own are fine, a mistake
 * is only told when it is hardly anything else.
 */
export function misspelt(written: string, candidates: Iterable<string>): string | undefined {
  const near = suggest(written, candidates);
  return near !== undefined && (distance(written, near) < 2 || sameLetters(written, near)) ? near : undefined;
}

/** The same where a name refers to something that others rename: `rows_v2` is what was once `rows`. */
export function renamed(written: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  return misspelt(written, all) ?? only(all.filter((each) => goesOnFrom(written, each)));
}

function nearest(written: string, all: readonly string[]): string | undefined {
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
