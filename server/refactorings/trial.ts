import { isDeclaration, type Diagnostic, type Project, type Symbol } from '../../language/index.ts';
import type { WordIndex } from '../names/word-index.ts';
import { applyTextEdits } from '../text/apply-text-edits.ts';
import { groupBy } from '../text/group-by.ts';
import {
  environmentsOf,
  modelDescription,
  movedNames,
  templateNames,
  type Naming,
} from './model-description.ts';
import type { Change, Refusal } from './refactoring.ts';

/** Over more files than this only the first ones are compared; the others hold nothing but changed imports. */
const MOST_COMPARED = 100;

/** A project, and which of its files can mention a name. */
export interface Tried {
  readonly project: Project;
  readonly words: WordIndex;
}

/**
 * Tries a change out in a copy of the project: each changed file must be read without new mistakes, and say the
 * same in every environment. Gives the project as it will be.
 */
export function tried({ project, words }: Tried, change: Change): { readonly after: Project } | Refusal {
  const changed = [...new Set(change.edits.map(({ file }) => file))].filter((path) => project.files.has(path)); // prettier-ignore
  const broken = changed.find((path) => project.files.get(path)!.syntax.length > 0);
  if (broken !== undefined) return { problem: unreadable(broken) };
  const after = changedProject(project, change);
  for (const path of [...changed, ...(change.created?.keys() ?? [])]) {
    const [problem] = after.files.get(path)?.syntax ?? [];
    if (problem) return { problem: `In ${path}, line ${problem.range.start.line + 1}, the new text could not be read: ${problem.message}` }; // prettier-ignore
  }
  const concerned = change.concerns ? words.filesWith(change.concerns, project) : [];
  const compared = [...new Set([...changed, ...concerned])].slice(0, MOST_COMPARED);
  const before = declaredIn(project, compared);
  const then = declaredIn(after, [...compared, ...(change.created?.keys() ?? [])]);
  const problem = difference({ project, symbols: before }, { project: after, symbols: then }, change);
  return problem === undefined ? { after } : { problem };
}

/** Where lines mean nothing, nobody can tell what stays the same. */
export const unreadable = (path: string): string =>
  `${path} has lines that can't be read; they have to be mended first.`;

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

/** What files declare, and what their environments say something else about. */
function declaredIn(project: Project, paths: readonly string[]): Symbol[] {
  const found = new Set<Symbol>();
  for (const path of paths) {
    const declared = project.files.get(path)?.symbols.declared ?? [];
    for (const symbol of declared) found.add(symbol);
    if (!declared.some(({ kind }) => kind === 'environment')) continue;
    for (const { node, symbol } of project.checked(path)?.bindings ?? []) {
      if (isDeclaration(node) && !symbol.parent) found.add(symbol);
    }
  }
  return [...found];
}

function difference(before: Side, after: Side, change: Change): string | undefined {
  // A finding says more about what would go wrong than that something is different.
  const finding = newFinding(before, after);
  if (finding !== undefined) return finding;
  const { moved, appearing = [], vanishing = [] } = change;
  const [namedBefore, namedAfter] = namings(change);
  const isKnown = ({ qualifiedName }: Symbol): boolean => !appearing.includes(qualifiedName);
  const isKept = ({ qualifiedName }: Symbol): boolean => !vanishing.includes(qualifiedName);
  for (const environment of environmentsOf(before.project)) {
    const was = modelDescription(before.project, before.symbols.filter(isKept), environment, namedBefore);
    // The environment may have moved itself.
    const there = environment && (moved?.get(environment) ?? environment);
    const is = modelDescription(after.project, after.symbols.filter(isKnown), there, namedAfter);
    for (const [name, said] of was) {
      const now = is.get(name);
      if (now === said) continue;
      const where =
        environment === undefined ? '' : ` in ${environment.slice(environment.lastIndexOf('.') + 1)}`;
      return now === undefined
        ? `The ${name} would be missing.`
        : `The ${name} would not be the same${where}.`;
    }
    for (const name of is.keys()) if (!was.has(name)) return `The ${name} would be there, too.`;
  }
  return undefined;
}

/** How names are compared: those before as they will be, and parts of what is made from a template like its own. */
export function namings({ moved = new Map(), made = new Map() }: Change): readonly [Naming, Naming] {
  const [byMove, byTemplate] = [movedNames(moved), templateNames(made)];
  return [(name) => byTemplate(byMove(name)), byTemplate];
}

/** Something that is found after the change and was not before. Hints are advice, and a change may bring new advice. */
function newFinding(before: Side, after: Side): string | undefined {
  const known = new Map<string, number>();
  // What is said of a file may be said of two when it is split.
  const said = new Set<string>();
  for (const { code, message } of findingsOf(before)) {
    known.set(code, (known.get(code) ?? 0) + 1);
    said.add(`${code} ${message}`);
  }
  for (const { code, file, range, message } of findingsOf(after)) {
    const left = (known.get(code) ?? 0) - 1;
    known.set(code, left);
    if (left < 0 && !said.has(`${code} ${message}`)) return `In ${file}, line ${range.start.line + 1}: ${message}`; // prettier-ignore
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
