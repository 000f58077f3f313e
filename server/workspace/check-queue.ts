import type { Symbol } from '../../language/index.ts';

/** What has to be checked of one file. */
export interface QueuedFile {
  readonly path: string;
  /** The file itself is to be checked; else only some of its elements. */
  self: boolean;
  readonly elements: Set<Symbol>;
}

/** What has to be checked, file by file: the ones that somebody looks at come first. */
export class CheckQueue {
  readonly #files = new Map<string, QueuedFile>();
  /** Paths that were edited, the last one first. */
  #edited: ReadonlySet<string> = new Set();
  /** Those of them that may still wait. */
  #first: Set<string> = new Set();

  get size(): number {
    return this.#files.size;
  }

  addFile(path: string): void {
    this.#entry(path).self = true;
  }

  addElement(symbol: Symbol): void {
    this.#entry(symbol.file.path).elements.add(symbol);
  }

  #entry(path: string): QueuedFile {
    let entry = this.#files.get(path);
    if (!entry) this.#files.set(path, (entry = { path, self: false, elements: new Set() }));
    return entry;
  }

  /** These come before all others. */
  putFirst(paths: readonly string[]): void {
    const waiting = [...this.#edited].filter((path) => this.#files.has(path));
    this.#first = new Set([...paths, ...waiting]);
    this.#edited = new Set(this.#first);
  }

  wasEdited(path: string): boolean {
    return this.#edited.has(path);
  }

  of(path: string): QueuedFile | undefined {
    return this.#files.get(path);
  }

  /** The next file that was edited or is open. */
  nextNear(open: Iterable<string>): QueuedFile | undefined {
    for (const path of this.#first) {
      const entry = this.#files.get(path);
      if (entry) return entry;
      this.#first.delete(path);
    }
    for (const path of open) {
      const entry = this.#files.get(path);
      if (entry) return entry;
    }
    return undefined;
  }

  /** The next one of all the others. */
  nextFar(): QueuedFile | undefined {
    for (const entry of this.#files.values()) return entry;
    return undefined;
  }

  /** Another entry for the same file may have come meanwhile; that stays. */
  done(entry: QueuedFile): void {
    if (this.#files.get(entry.path) === entry) this.#files.delete(entry.path);
  }
}
