import { comparePositions } from '../model/origin.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Project } from '../project/project.ts';
import { applyEdits } from './apply-edits.ts';
import type { ProposedFix, TextEdit } from './fix.ts';
import { proposedFixes } from './proposed-fixes.ts';

/** One fix that was applied. */
export interface AppliedFix {
  readonly code: string;
  readonly title: string;
  readonly file: string;
  /** Zero-based line of the finding, in the text as it stood then. */
  readonly line: number;
}

/** A fix can make room for another one, but not for ever. */
const MOST_ROUNDS = 20;

/**
 * Applies the safe fixes (those marked preferred) of a project's findings until none is left, and tells what was
 * done. The project holds the new texts afterwards. Of two fixes that touch the same place, the first is applied
 * and the other one is looked at again in the next round. `wanted` leaves out findings.
 */
export function fixAll(
  project: Project,
  check: () => readonly Diagnostic[],
  wanted: (diagnostic: Diagnostic) => boolean = () => true,
): AppliedFix[] {
  const applied: AppliedFix[] = [];
  const seen = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits: TextEdit[] = [];
    for (const diagnostic of check()) {
      if (!wanted(diagnostic)) continue;
      const fix = proposedFixes(diagnostic).find(({ preferred }) => preferred === true);
      if (!fix || !fits(fix, edits, project)) continue;
      edits.push(...fix.edits);
      const { file, range, code } = diagnostic;
      applied.push({ code, title: fix.title, file, line: range.start.line });
    }
    if (edits.length === 0) return applied;
    const texts = Object.fromEntries([...project.files].map(([path, { text }]) => [path, text]));
    const changed = applyEdits(texts, edits);
    // Fixes that undo each other would go round in circles.
    const state = JSON.stringify(changed);
    if (seen.has(state)) return applied;
    seen.add(state);
    for (const [path, text] of Object.entries(changed)) if (text !== texts[path]) project.setFile(path, text);
  }
  return applied;
}

/** Whether the edits of a fix are about model files, and touch none of the others. */
const fits = ({ edits }: ProposedFix, others: readonly TextEdit[], project: Project): boolean =>
  edits.length > 0 &&
  edits.every((edit) => project.files.has(edit.file) && !others.some((other) => touches(edit, other)));

const touches = (a: TextEdit, b: TextEdit): boolean =>
  a.file === b.file &&
  comparePositions(a.range.start, b.range.end) <= 0 &&
  comparePositions(b.range.start, a.range.end) <= 0;
