import { textOfLazy, type Candidate } from './candidate.ts';
import { bestOf } from './best-of.ts';

export interface RankedList {
  readonly shown: readonly Candidate[];
  /** The list is another one when more is typed, so that it has to be asked for again. */
  readonly isIncomplete: boolean;
}

/**
 * The candidates in the order in which they are offered: by how well their type fits, then by how near they are.
 * What is typed decides only what is left out of a list that is too long, so that no row jumps while somebody types.
 */
export function rankedList(candidates: Iterable<Candidate>, typed: string, most: number): RankedList {
  const all = [...candidates].map((candidate) => ({ candidate, key: sortText(candidate) }));
  const best = bestOf(all, typed, most + 1, {
    text: ({ candidate }) => candidate.filter ?? candidate.label,
    compare: (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  });
  const unique = withoutRepeats(best.map(({ candidate }) => candidate));
  return {
    shown: unique.slice(0, most).map(withDetail),
    isIncomplete: best.length > most || unique.some(({ onlySoFar }) => onlySoFar),
  };
}

/** Only rows that are shown are looked up, and at once, since what they are looked up in is dropped afterwards. */
function withDetail(candidate: Candidate): Candidate {
  const detail = textOfLazy(candidate.detail);
  return detail === undefined ? candidate : { ...candidate, detail };
}

/** Compared as text by the editor, without regard to capitals; the same for the same candidate whatever is typed. */
export const sortText = ({ rank, order = 0, label, filter }: Candidate): string =>
  `${String(rank).padStart(2, '0')}${String(Math.min(order, 9999)).padStart(4, '0')} ${(filter ?? label).toLowerCase()}`;

/** Of two rows that look the same the better one keeps its label. */
function withoutRepeats(sorted: readonly Candidate[]): Candidate[] {
  const labels = new Set<string>();
  return sorted.flatMap((candidate) => {
    const { label, otherwise } = candidate;
    const free = [label, otherwise].find((each) => each !== undefined && !labels.has(each));
    if (free === undefined) return [];
    labels.add(free);
    return free === label ? candidate : { ...candidate, label: free, insert: candidate.insert ?? label, filter: candidate.filter ?? label }; // prettier-ignore
  });
}
