import { fuzzyMatch } from './fuzzy-match.ts';

interface Reading<T> {
  /** What is typed to find it. */
  readonly text: (each: T) => string;
  readonly compare: (a: T, b: T) => number;
}

/**
 * At most `most` of many, in their order. As long as all have room none is left out, whatever is typed; else those
 * that fit it best stay. Asked for one more than there is room for, a full answer says that some are missing.
 */
export function bestOf<T>(
  all: readonly T[],
  typed: string,
  most: number,
  { text, compare }: Reading<T>,
): T[] {
  if (all.length <= most) return [...all].sort(compare);
  const wanted = typed.toLowerCase();
  const byMatch: T[][] = [[], [], [], []];
  for (const each of all) {
    const match = fuzzyMatch(wanted, text(each));
    if (match !== undefined) byMatch[match]!.push(each);
  }
  const best: T[] = [];
  for (const group of byMatch) {
    const room = most - best.length;
    if (room > 0) best.push(...firstOf(group, room, compare));
  }
  return best.sort(compare);
}

/** The first few in order, without putting all the others into order, too. */
function firstOf<T>(all: readonly T[], room: number, compare: (a: T, b: T) => number): T[] {
  if (all.length <= room) return [...all];
  let kept: T[] = [];
  let last: T | undefined;
  for (const each of all) {
    if (last !== undefined && compare(each, last) >= 0) continue;
    kept.push(each);
    if (kept.length < 2 * room) continue;
    kept = kept.sort(compare).slice(0, room);
    last = kept.at(-1);
  }
  return kept.sort(compare).slice(0, room);
}
