import type { Diagnostic, Project, Symbol } from '../../language/index.ts';
import { applyTextEdits } from '../text/apply-text-edits.ts';
import { groupBy } from '../text/group-by.ts';
import { environmentsOf, modelDescription } from './model-description.ts';
import type { Change, Refusal } from './refactoring.ts';

/** Over more files than this only the first ones are compared; the others hold nothing but changed imports. */
const MOST_COMPARED = 100;

/**
 * Tries a change out in a copy of the project: each changed file must be read without new mistakes, and say the
 * same in every environment. Gives the project as it will be.
 */
export function tried(project: Project, change: Change): { readonly after: Project } | Refusal {
  const changed = [...new Set(change.edits.map(({ file }) => file))].filter((path) => project.files.has(path)); // prettier-ignore
  const after = changedProject(project, change);
  for (const path of [...changed, ...(change.created?.keys() ?? [])]) {
    const now = after.files.get(path)?.syntax ?? [];
    const [problem] = now;
    if (problem && now.length > (project.files.get(path)?.syntax.length ?? 0)) {
      return { problem: `In ${path}, line ${problem.range.start.line + 1}, the new text could not be read: ${problem.message}` }; // prettier-ignore
    }
  }
  const before = declaredIn(project, changed.slice(0, MOST_COMPARED));
  const then = declaredIn(after, [...changed.slice(0, MOST_COMPARED), ...(change.created?.keys() ?? [])]);
  const problem = difference({ project, symbols: before }, { project: after, symbols: then }, change);
  return problem === undefined ? { after } : { problem };
}

/** The project with a change made. */
export function changedProject(project: Project, change: Change): Project {
  const after = project.copy();
  for (const [path, edits] of groupBy(change.edits, ({ file }) => file)) {
    const file = project.files.get(path);
    if (!file) continue;
    // A file that is only replaced would hand its symbols on, which belong to the original.
    after.deleteFile(path);
    after.setFile(path, applyTextEdits(file.text, edits));
  }
  for (const [path, text] of change.created ?? []) after.setFile(path, text);
  return after;
}

interface Side {
  readonly project: Project;
  readonly symbols: readonly Symbol[];
}

const declaredIn = (project: Project, paths: readonly string[]): Symbol[] =>
  paths.flatMap((path) => project.files.get(path)?.symbols.declared ?? []);

function difference(before: Side, after: Side, { moved, appearing = [], vanishing = [] }: Change): string | undefined {
  const isKnown = ({ qualifiedName }: Symbol): boolean => !appearing.includes(qualifiedName);
  const isKept = ({ qualifiedName }: Symbol): boolean => !vanishing.includes(qualifiedName);
  for (const environment of environmentsOf(before.project)) {
    const was = modelDescription(before.project, before.symbols.filter(isKept), environment, moved);
    // The environment may have moved itself.
    const there = environment && (moved?.get(environment) ?? environment);
    const is = modelDescription(after.project, after.symbols.filter(isKnown), there);
    for (const [name, said] of was) {
      const now = is.get(name);
      if (now === said) continue;
      const where = environment === undefined ? '' : ` in ${environment.slice(environment.lastIndexOf('.') + 1)}`;
      return now === undefined
        ? `${capital(name)} would be missing.`
        : `${capital(name)} would not be the same${where}.`;
    }
    for (const name of is.keys()) if (!was.has(name)) return `${capital(name)} would be there, too.`;
  }
  return newFinding(before, after);
}

const capital = (name: string): string => `The ${name}`;

/** Something that is found after the change and was not before. Hints are advice, and a change may bring new advice. */
function newFinding(before: Side, after: Side): string | undefined {
  const known = new Map<string, number>();
  for (const { code } of findingsOf(before)) known.set(code, (known.get(code) ?? 0) + 1);
  for (const { code, file, range, message } of findingsOf(after)) {
    const left = (known.get(code) ?? 0) - 1;
    if (left < 0) return `In ${file}, line ${range.start.line + 1}: ${message}`;
    known.set(code, left);
  }
  return undefined;
}

function findingsOf({ project, symbols }: Side): Diagnostic[] {
  const { environment } = project.settings;
  const paths = new Set(symbols.map(({ file }) => file.path));
  return project
    .graded([
      ...[...paths].flatMap((path) => project.checkFile(path)),
      ...symbols.flatMap((symbol) => project.checkElement(symbol, environment)),
    ])
    .filter(({ severity }) => severity === 'error' || severity === 'warning');
}
