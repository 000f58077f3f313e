import { diffArrays } from 'diff';

/** Pairs of lines, counted from 1; undefined for a line that the other side does not have. */
export interface LineMap {
  readonly toGenerated: (current: number) => number | undefined;
  readonly toCurrent: (generated: number) => number | undefined;
}

/** Finds each line of a generated text in the text as somebody has edited it. */
export function lineMap(generated: readonly string[], current: readonly string[]): LineMap {
  if (generated === current) return { toGenerated: (line) => line, toCurrent: (line) => line };
  const toGenerated = new Map<number, number>();
  const toCurrent = new Map<number, number>();
  let [left, right] = [1, 1];
  for (const { added, removed, count = 0 } of diffArrays([...generated], [...current])) {
    for (let index = 0; index < count; index += 1) {
      if (!added && !removed) {
        toGenerated.set(right, left);
        toCurrent.set(left, right);
      }
      if (!added) left += 1;
      if (!removed) right += 1;
    }
  }
  return { toGenerated: (line) => toGenerated.get(line), toCurrent: (line) => toCurrent.get(line) };
}
