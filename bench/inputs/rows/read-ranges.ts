import { resolve } from 'node:path';
import type { InputKnowledge, SeenRange } from '../knowledge/input-knowledge.ts';
import type { Interval } from '../knowledge/interval.ts';
import { readRows } from './read-rows.ts';

/** Rows that ranges are taken from: the tails of a longer file are not worth the wait. */
const ROWS = 10_000;

/**
 * Looks where the numbers of columns lie, for inputs whose features are not in the rows themselves. A file that cannot
 * be read says nothing here; the notes of the inputs say why their rows were not taken.
 */
export async function readRanges(
  knowledge: InputKnowledge,
  project: string,
  signal?: AbortSignal,
): Promise<SeenRange> {
  const wanted = new Map<string, Set<string>>();
  for (const { positions, reads } of Object.values(knowledge.inputs)) {
    if (positions.every(({ why }) => why === undefined)) continue;
    for (const { path, column } of reads) wanted.set(path, (wanted.get(path) ?? new Set()).add(column));
  }
  const ranges = new Map<string, Interval>();
  for (const [path, columns] of wanted) {
    const read = await readRows(resolve(project, path), { columns: [...columns], limit: ROWS, signal });
    if ('problem' in read) continue;
    for (const column of columns) {
      const range = rangeOf(read.rows.map((row) => row[column]));
      if (range !== undefined) ranges.set(keyOf(path, column), range);
    }
  }
  return (path, column) => ranges.get(keyOf(path, column));
}

const keyOf = (path: string, column: string): string => JSON.stringify([path, column]);

function rangeOf(values: readonly unknown[]): Interval | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) continue;
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  return low <= high ? { low, high } : undefined;
}
