import type { FileSymbols } from '../scoping/file-symbols.ts';
import type { ProjectSymbols } from '../scoping/project-symbols.ts';
import type { Symbol } from '../scoping/symbol.ts';

/** What has to be checked again, because it was never checked or because what it follows from has changed. */
export interface Stale {
  /** Paths of files that have changed or whose own findings do not hold any more; deleted ones, too. */
  readonly files: ReadonlySet<string>;
  /** Top-level declarations. */
  readonly elements: ReadonlySet<Symbol>;
  /** Environments that say other things than before: any element may have other findings in them. */
  readonly environments: ReadonlySet<string>;
}

/** Collects what has to be checked again until somebody takes it. */
export class StaleChecks {
  #files = new Set<string>();
  #elements = new Set<Symbol>();
  #environments = new Set<string>();

  take(): Stale {
    const taken = { files: this.#files, elements: this.#elements, environments: this.#environments };
    this.#files = new Set();
    this.#elements = new Set();
    this.#environments = new Set();
    return taken;
  }

  addFile(path: string): void {
    this.#files.add(path);
  }

  addElement(symbol: Symbol): void {
    this.#elements.add(symbol);
  }

  addEnvironment(name: string): void {
    this.#environments.add(name);
  }

  /** A file that waits to be checked was read, so that it is known what it declares. */
  fileRead(file: FileSymbols, symbols: ProjectSymbols): void {
    for (const { name } of file.declared) this.#addNamesakes(file.package, name, symbols);
  }

  /** A file was set or deleted; `symbols` holds the new state. */
  fileChanged(
    path: string,
    before: FileSymbols | undefined,
    after: FileSymbols | undefined,
    symbols: ProjectSymbols,
  ): void {
    this.#files.add(path);
    const kept = new Set(after?.declared);
    for (const symbol of before?.declared ?? []) if (!kept.has(symbol)) this.#elements.delete(symbol);
    for (const symbol of kept) this.#elements.add(symbol);
    // Of several declarations with one name the first counts; which one that is may be another one now.
    for (const { file, name } of [...(before?.declared ?? []), ...kept]) {
      this.#addNamesakes(file.package, name, symbols);
    }
  }

  #addNamesakes(packageName: string, name: string, symbols: ProjectSymbols): void {
    for (const each of symbols.declared(packageName, name)) {
      if (!each.file.library && each.parent === undefined) this.#elements.add(each);
    }
  }
}
