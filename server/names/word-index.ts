import type { Project, ProjectFile } from '../../language/index.ts';

/** A path, or several: most words stand in one file. */
type Paths = string | Set<string>;

/**
 * Which files can mention a name. Words are kept as numbers; two words may share one, so a file too many can be
 * found and never one too few. A question costs as much as there are answers, and an edit as much as its file.
 */
export class WordIndex {
  readonly #files = new Map<string, { readonly file: ProjectFile; readonly hashes: Uint32Array }>();
  readonly #paths = new Map<number, Paths>();
  #followed: { readonly project: Project; readonly changed: Set<string> } | undefined;
  /** How many texts were read for their words so far. */
  read = 0;

  /** Paths of the files in which at least one of the words occurs, sorted. */
  filesWith(words: Iterable<string>, project: Project): string[] {
    this.#update(project);
    const found = new Set<string>();
    for (const word of words) for (const path of this.#pathsOf(word)) found.add(path);
    return [...found].sort();
  }

  /** Paths of the files in which every one of the words occurs, sorted. */
  filesWithAll(words: Iterable<string>, project: Project): string[] {
    this.#update(project);
    const [fewest, ...others] = [...words].map((word) => this.#pathsOf(word)).sort((a, b) => a.size - b.size);
    return [...(fewest ?? [])].filter((path) => others.every((each) => each.has(path))).sort();
  }

  #pathsOf(word: string): ReadonlySet<string> {
    const paths = this.#paths.get(hashOf(word));
    return paths === undefined ? NONE : typeof paths === 'string' ? new Set([paths]) : paths;
  }

  /** Only what was set since the last question is read. */
  #update(project: Project): void {
    if (this.#followed?.project !== project) {
      this.#files.clear();
      this.#paths.clear();
      this.#followed = { project, changed: project.follow() };
    }
    const { changed } = this.#followed;
    for (const path of changed) this.#set(path, project.files.get(path));
    changed.clear();
  }

  #set(path: string, file: ProjectFile | undefined): void {
    const known = this.#files.get(path);
    if (known?.file === file) return;
    const hashes = file ? hashesOf(file.text) : new Uint32Array();
    if (file) {
      this.#files.set(path, { file, hashes });
      this.read++;
    } else this.#files.delete(path);
    // Both are sorted, so what stays is passed over without a look at the paths.
    const before = known?.hashes ?? new Uint32Array();
    for (let old = 0, now = 0; old < before.length || now < hashes.length;) {
      const gone = before[old] ?? Infinity;
      const here = hashes[now] ?? Infinity;
      if (gone === here) {
        old++;
        now++;
      } else if (gone < here) {
        this.#remove(gone, path);
        old++;
      } else {
        this.#add(here, path);
        now++;
      }
    }
  }

  #add(hash: number, path: string): void {
    const paths = this.#paths.get(hash);
    if (paths === undefined) this.#paths.set(hash, path);
    else if (typeof paths === 'string') this.#paths.set(hash, new Set([paths, path]));
    else paths.add(path);
  }

  #remove(hash: number, path: string): void {
    const paths = this.#paths.get(hash);
    if (paths === path) this.#paths.delete(hash);
    else if (typeof paths === 'object') paths.delete(path);
  }
}

const NONE: ReadonlySet<string> = new Set();
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
