import type { Candidate } from './candidate.ts';
import { fuzzyMatch } from './fuzzy-match.ts';

export interface RankedList {
  readonly shown: readonly Candidate[];
  /** Some fit what is typed and are not shown, so that the list has to be asked for again with the next letter. */
  readonly isIncomplete: boolean;
}

/**
 * The candidates in the order in which they are offered: by how well their type fits, then by how near they are.
 * What is typed decides only what is left out of a list that is too long, so that no row jumps while somebody types.
 */
export function rankedList(candidates: Iterable<Candidate>, typed: string, most: number): RankedList {
  const all = withoutRepeats(candidates);
  if (all.length <= most) return { shown: all.sort(byRank), isIncomplete: false };
  const fitting = all.flatMap((candidate) => {
    const match = fuzzyMatch(typed, candidate.filter ?? candidate.label);
    return match === undefined ? [] : [{ candidate, match }];
  });
  fitting.sort((a, b) => a.match - b.match || byRank(a.candidate, b.candidate));
  const shown = fitting.slice(0, most).map(({ candidate }) => candidate);
  return { shown: shown.sort(byRank), isIncomplete: fitting.length > most };
}

/** Compared as text by the editor; the same for the same candidate whatever is typed. */
export const sortText = ({ rank, order = 0, label }: Candidate): string =>
  `${String(rank).padStart(2, '0')}${String(Math.min(order, 9999)).padStart(4, '0')} ${label}`;

const byRank = (a: Candidate, b: Candidate): number => {
  const left = sortText(a);
  const right = sortText(b);
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Of two rows that look the same and write the same, the better one. */
function withoutRepeats(candidates: Iterable<Candidate>): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = `${candidate.label}\n${candidate.insert ?? candidate.label}\n${candidate.importOf?.package ?? ''}`;
    const known = found.get(key);
    if (!known || candidate.rank < known.rank) found.set(key, candidate);
  }
  return [...found.values()];
}
