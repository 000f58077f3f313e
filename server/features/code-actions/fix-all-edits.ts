import { fixAll, type Diagnostic, type Project, type TextEdit } from '../../../language/index.ts';
import { proposedFixes } from '../../../language/index.ts';
import { lineEdits } from '../../text/line-edits.ts';

/**
 * What applying the safe fixes of findings would change. They are tried on the project itself, which knows the
 * other files already, and taken back at once; so its checks have to be looked at again afterwards.
 */
export function fixAllEdits(
  project: Project,
  { path, code }: { readonly path?: string; readonly code?: string },
): TextEdit[] {
  const before = new Map([...project.files].map(([file, { text }]) => [file, text]));
  const isWanted = (finding: Diagnostic): boolean =>
    (code === undefined || finding.code === code) &&
    (path === undefined || (finding.file === path && staysIn(path, finding)));
  const check = (): Diagnostic[] =>
    path === undefined ? project.check(project.settings.environment) : findingsOf(project, path);
  try {
    fixAll(project, check, isWanted);
    return [...before].flatMap(([file, text]) => {
      const fixed = project.files.get(file)?.text ?? text;
      return fixed === text ? [] : lineEdits(text, fixed).map((edit) => ({ file, ...edit }));
    });
  } finally {
    for (const [file, text] of before) project.setFile(file, text);
  }
}

/** Findings of a file and of what it declares, as the project wants to see them. */
export function findingsOf(project: Project, path: string): Diagnostic[] {
  const { environment } = project.settings;
  const declared = project.files.get(path)?.symbols.declared ?? [];
  return project.graded([
    ...project.checkFile(path),
    ...declared.flatMap((symbol) => project.checkElement(symbol, environment)),
  ]);
}

export const safeFix = (finding: Diagnostic): boolean =>
  proposedFixes(finding).some(({ preferred }) => preferred === true);

/** One file's fixes leave the others alone. */
const staysIn = (path: string, finding: Diagnostic): boolean =>
  proposedFixes(finding)
    .filter(({ preferred }) => preferred === true)
    .every(({ edits }) => edits.every(({ file }) => file === path));
