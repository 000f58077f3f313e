import type { Project, ProjectFile } from '../../language/index.ts';

/**
 * Which files can mention a name: every word of a file as a number, so that a closed file costs a few hundred
 * bytes. Two words may share a number, so a file too many can be found and never one too few.
 */
export class WordIndex {
  readonly #words = new Map<string, { readonly file: ProjectFile; readonly hashes: Uint32Array }>();
  #seen: { readonly project: Project; readonly change: number } | undefined;
  /** How many texts were read for their words so far. */
  read = 0;

  /** Paths of the files in which at least one of the words occurs, sorted. */
  filesWith(words: Iterable<string>, project: Project): string[] {
    this.#update(project);
    const wanted = [...new Set([...words].map(hashOf))];
    const found: string[] = [];
    for (const [path, { hashes }] of this.#words) {
      if (wanted.some((hash) => includes(hashes, hash))) found.push(path);
    }
    return found.sort();
  }

  /** Texts that are the same object as before were read already; a file that was set again is a new object. */
  #update(project: Project): void {
    const change = project.analysis.project.tracker.changes;
    if (this.#seen?.project === project && this.#seen.change === change) return;
    this.#seen = { project, change };
    for (const path of this.#words.keys()) if (!project.files.has(path)) this.#words.delete(path);
    for (const [path, file] of project.files) {
      if (this.#words.get(path)?.file === file) continue;
      this.#words.set(path, { file, hashes: hashesOf(file.text) });
      this.read++;
    }
  }
}

const WORD = /[\p{L}\p{N}_]+/gu;

/** Sorted and without repeats. A name in backticks may have blanks in it and is found by its whole text, too. */
function hashesOf(text: string): Uint32Array {
  const hashes = new Set<number>();
  for (const [word] of text.matchAll(WORD)) hashes.add(hashOf(word));
  for (const [, name] of text.matchAll(/`([^`\r\n]+)`/gu)) hashes.add(hashOf(name!));
  return Uint32Array.from(hashes).sort();
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) {
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function includes(sorted: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle]!;
    if (value === wanted) return true;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
