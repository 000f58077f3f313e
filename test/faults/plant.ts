import { TextDocument } from 'langium';
import type { Diagnostic, Project, ProjectFacts } from '../../language/index.ts';
import type { Edit } from './fault.ts';

/** Texts of the files that edits change, after them. */
export function applyEdits(
  edits: readonly Edit[],
  textOf: (file: string) => string,
): ReadonlyMap<string, string> {
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return new Map(
    [...byFile].map(([file, all]) => {
      let text = textOf(file);
      // From the end, so that places before stay where they are.
      for (const edit of all.toSorted((a, b) => b.start - a.start))
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      return [file, text];
    }),
  );
}

/** Where a place of the changed text was before the edits; a place inside new text is where that was put. */
export function placeBefore(edits: readonly Edit[], file: string, offset: number): number {
  let shift = 0;
  for (const edit of edits.filter((each) => each.file === file).toSorted((a, b) => a.start - b.start)) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset <= start + edit.text.length) return Math.min(edit.start + (offset - start), edit.end);
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}

export const offsetsIn = (
  text: string,
  { start, end }: Diagnostic['range'],
): { readonly start: number; readonly end: number } => {
  const document = TextDocument.create('', 'tenon', 0, text);
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
};

/** What `tenon check` says: the declarations when there is no environment, else each environment. */
export function findingsOf(project: Project): Diagnostic[] {
  const names = project.environments().map(({ qualifiedName }) => qualifiedName);
  const merged = new Map<string, Diagnostic>();
  for (const name of names.length === 0 ? [undefined] : names) {
    for (const finding of project.check(name)) merged.set(JSON.stringify(finding), finding);
  }
  return [...merged.values()];
}

/** Runs work on a project in which some files and facts are different, and puts everything back. */
export function withChange<T>(
  project: Project,
  files: ReadonlyMap<string, string>,
  facts: { readonly known: ProjectFacts; readonly change: Partial<ProjectFacts> | undefined },
  work: () => T,
): T {
  const before = new Map([...files.keys()].map((path) => [path, project.files.get(path)!.text]));
  try {
    for (const [path, text] of files) project.setFile(path, text);
    if (facts.change) project.facts = { ...facts.known, ...facts.change };
    return work();
  } finally {
    for (const [path, text] of before) project.setFile(path, text);
    if (facts.change) project.facts = facts.known;
  }
}
