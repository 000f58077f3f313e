import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  bindingRange,
  type Binding,
  type Diagnostic,
  type Project,
  type Symbol,
} from '../../../language/index.ts';
import { isMeant } from '../../names/plain-words.ts';
import { applyTextEdits } from '../../text/apply-text-edits.ts';
import type { RenameEdit } from './rename-plan.ts';

/** What a rename would break, as a sentence. */
export type Conflict = string;

/**
 * Tries a rename out in a copy of the project: every name in the files that can tell must mean what it meant, and
 * nothing may be found that was not found before. `paths` are the files that mention the old or the new name.
 */
export function conflictOf(
  project: Project,
  edits: readonly RenameEdit[],
  paths: readonly string[],
): Conflict | undefined {
  const copy = project.copy();
  const shifts = new Map<string, (offset: number) => number>();
  /** Where the names are that were changed, in the new texts. */
  const renamed = new Map<string, ReadonlySet<number>>();
  for (const path of new Set(edits.map(({ file }) => file))) {
    const file = project.files.get(path);
    if (!file) continue;
    const own = edits.filter((edit) => edit.file === path);
    const shift = shiftOf(file.text, own);
    const lines = TextDocument.create('', 'tenon', 0, file.text);
    shifts.set(path, shift);
    renamed.set(path, new Set(own.map(({ range }) => shift(lines.offsetAt(range.start)))));
    copy.deleteFile(path);
    copy.setFile(path, applyTextEdits(file.text, own));
  }
  // Names first: what is found because a name means something else is better told as that.
  for (const path of paths) {
    const conflict = otherMeaning(path, project, copy, shifts, renamed.get(path) ?? new Set());
    if (conflict !== undefined) return conflict;
  }
  const isWhole = paths.length <= MOST_CHECKED;
  for (const path of paths) {
    const conflict = newFinding(path, project, copy, isWhole);
    if (conflict !== undefined) return conflict;
  }
  return undefined;
}

/** Where a place of the old text is in the new one. */
function shiftOf(text: string, edits: readonly RenameEdit[]): (offset: number) => number {
  const document = TextDocument.create('', 'tenon', 0, text);
  const sorted = edits
    .map(({ range, newText }) => ({
      end: document.offsetAt(range.end),
      longer: newText.length - (document.offsetAt(range.end) - document.offsetAt(range.start)),
    }))
    .sort((a, b) => a.end - b.end);
  return (offset) => sorted.reduce((sum, { end, longer }) => (end <= offset ? sum + longer : sum), offset);
}

type Shifts = ReadonlyMap<string, (offset: number) => number>;

function otherMeaning(
  path: string,
  before: Project,
  after: Project,
  shifts: Shifts,
  renamed: ReadonlySet<number>,
): Conflict | undefined {
  const shift = shifts.get(path);
  const old = placesOf(before, path, (offset) => shift?.(offset) ?? offset);
  const now = placesOf(after, path);
  const document = TextDocument.create('', 'tenon', 0, after.files.get(path)?.text ?? '');
  for (const [place, bindings] of now) {
    const known = old.get(place) ?? [];
    const [was] = known;
    for (const binding of bindings) {
      // A name that the checks took for a word may be known to them under its new name.
      if (!was && renamed.has(document.offsetAt(bindingRange(binding).start))) continue;
      const key = keyOf(binding.symbol);
      if (known.some(({ symbol }) => keyOf(symbol, shifts) === key)) continue;
      const { symbol } = binding;
      const line = `In ${path}, line ${bindingRange(binding).start.line + 1}, `;
      return was
        ? `${line}${symbol.name} would mean the ${symbol.kind} ${symbol.qualifiedName} instead of the ${was.symbol.kind} ${was.symbol.qualifiedName}.`
        : `${line}the word ${symbol.name} would begin to mean the ${symbol.kind} ${symbol.qualifiedName}.`;
    }
  }
  for (const [place, [was]] of old) {
    if (!now.has(place) && !renamed.has(Number(place.slice(0, place.indexOf(' ')))))
      return `In ${path}, a name would not mean ${was!.symbol.qualifiedName} any more.`;
  }
  return undefined;
}

/** Bindings by where they stand. */
function placesOf(
  project: Project,
  path: string,
  shift = (offset: number): number => offset,
): Map<string, Binding[]> {
  const places = new Map<string, Binding[]>();
  const file = project.files.get(path);
  for (const binding of project.checked(path)?.bindings ?? []) {
    if (!file || !isMeant(binding, file, project)) continue;
    const { node, property, span } = binding;
    const offset = (node.$cstNode?.offset ?? 0) + (span?.offset ?? 0);
    // The node may begin before the names in it, which only get longer or shorter.
    const place = `${shift(offset)} ${node.$type} ${property}`;
    places.set(place, [...(places.get(place) ?? []), binding]);
  }
  return places;
}

/** A declaration stays at its place, whatever it is called. */
function keyOf({ file, node, kind, name }: Symbol, shifts?: Shifts): string {
  const offset = node.$cstNode?.offset ?? 0;
  const place = shifts?.get(file.path)?.(offset) ?? offset;
  return `${file.library} ${file.path} ${kind} ${place} ${kind === 'column' && node.$type !== 'Entry' ? name : ''}`;
}

/** Something that is found after the edits and was not before, whatever the names in it. */
function newFinding(path: string, before: Project, after: Project, isWhole: boolean): Conflict | undefined {
  const known = new Map<string, number>();
  for (const { code } of findingsOf(before, path, isWhole)) known.set(code, (known.get(code) ?? 0) + 1);
  for (const { code, range, message } of findingsOf(after, path, isWhole)) {
    const left = (known.get(code) ?? 0) - 1;
    if (left < 0) return `In ${path}, line ${range.start.line + 1}: ${message}`;
    known.set(code, left);
  }
  return undefined;
}

/** Over more files than this only what is found file by file is compared; the resolved model would take too long. */
const MOST_CHECKED = 50;

function findingsOf(project: Project, path: string, isWhole: boolean): readonly Diagnostic[] {
  const { environment } = project.settings;
  const symbols = isWhole ? (project.files.get(path)?.symbols.declared ?? []) : [];
  return [
    ...project.checkFile(path),
    ...symbols.flatMap((symbol) => project.checkElement(symbol, environment)),
  ];
}
