import { diff3Merge } from 'node-diff3';

export interface Merged {
  readonly text: string;
  /** Places where both sides changed the same lines; they stand between conflict markers. */
  readonly conflicts: number;
}

/** Three-way merge by lines: the user's edits and the model's changes since `base`, both kept. */
export function mergeTexts(base: string, yours: string, model: string): Merged {
  let conflicts = 0;
  const regions = diff3Merge(lines(yours), lines(base), lines(model), { excludeFalseConflicts: true });
  const text = regions.flatMap((region) => {
    if (region.ok) return region.ok;
    conflicts += 1;
    const { a, b } = region.conflict!;
    return ['<<<<<<< your edits\n', ...closed(a), '=======\n', ...closed(b), '>>>>>>> model\n'];
  });
  return { text: text.join(''), conflicts };
}

/** Lines with their ends, so that a missing last line end is a difference like any other. */
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A marker must begin on a line of its own. */
const closed = (part: readonly string[]): readonly string[] =>
  part.map((line) => (line.endsWith('\n') ? line : `${line}\n`));

/** True when conflict markers of an earlier merge are still there; a second merge would nest them. */
export const hasConflictMarkers = (text: string): boolean =>
  /^<<<<<<< your edits$/m.test(text) && /^>>>>>>> model$/m.test(text);
