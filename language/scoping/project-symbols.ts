import { compareText } from '../model/origin.ts';
import type { FileSymbols } from './file-symbols.ts';
import type { Symbol } from './symbol.ts';

/** The package whose names every file sees without an import. */
export const LIBRARY_PACKAGE = 'tenon';

/**
 * All declared names of a project, kept up to date file by file.
 * Every lookup is a map access, so its cost does not depend on the number of files.
 */
export class ProjectSymbols {
  readonly #files = new Map<string, FileSymbols>();
  readonly #packages = new Map<string, Map<string, Symbol[]>>();
  readonly #resources = new Map<string, Map<string, Symbol[]>>();
  readonly #byLastName = new Map<string, Set<Symbol>>();

  get files(): ReadonlyMap<string, FileSymbols> {
    return this.#files;
  }

  set(file: FileSymbols): void {
    this.delete(file.path);
    this.#files.set(file.path, file);
    const names = this.#packages.get(file.package) ?? new Map<string, Symbol[]>();
    this.#packages.set(file.package, names);
    for (const symbol of file.declared) {
      const same = names.get(symbol.name);
      names.set(symbol.name, same ? inOrder([...same, symbol]) : [symbol]);
      const everywhere = this.#byLastName.get(symbol.name) ?? new Set();
      everywhere.add(symbol);
      this.#byLastName.set(symbol.name, everywhere);
    }
    const resources = this.#resources.get(file.package) ?? new Map<string, Symbol[]>();
    this.#resources.set(file.package, resources);
    for (const symbol of resourcesOf(file)) {
      resources.set(symbol.name, inOrder([...(resources.get(symbol.name) ?? []), symbol]));
      const everywhere = this.#byLastName.get(symbol.name) ?? new Set();
      this.#byLastName.set(symbol.name, everywhere.add(symbol));
    }
  }

  delete(path: string): void {
    const file = this.#files.get(path);
    if (!file) return;
    this.#files.delete(path);
    const names = this.#packages.get(file.package);
    for (const symbol of file.declared) {
      const rest = names?.get(symbol.name)?.filter((other) => other.file.path !== path) ?? [];
      if (rest.length > 0) names?.set(symbol.name, rest);
      else names?.delete(symbol.name);
      this.#byLastName.get(symbol.name)?.delete(symbol);
    }
    if (names?.size === 0) this.#packages.delete(file.package);
    const resources = this.#resources.get(file.package);
    for (const symbol of resourcesOf(file)) {
      const rest = resources?.get(symbol.name)?.filter((other) => other.file.path !== path) ?? [];
      if (rest.length > 0) resources?.set(symbol.name, rest);
      else resources?.delete(symbol.name);
      this.#byLastName.get(symbol.name)?.delete(symbol);
    }
  }

  hasPackage(name: string): boolean {
    return this.#packages.has(name);
  }

  packages(): string[] {
    return [...this.#packages.keys()].sort();
  }

  /**
   * Every top-level declaration of a name in a package; two of the same kind are an error elsewhere.
   * A resource inside a cloud is known by its own name, too, when nothing at the top is called so.
   */
  declared(packageName: string, name: string): readonly Symbol[] {
    return this.#packages.get(packageName)?.get(name) ?? this.#resources.get(packageName)?.get(name) ?? [];
  }

  namesOf(packageName: string): readonly string[] {
    return [
      ...new Set([
        ...(this.#packages.get(packageName)?.keys() ?? []),
        ...(this.#resources.get(packageName)?.keys() ?? []),
      ]),
    ];
  }

  /** Declarations of a name in any package: for "did you mean to import". */
  anywhere(name: string): readonly Symbol[] {
    return inOrder([...(this.#byLastName.get(name) ?? [])]);
  }
}

/** By package, file and place in it, so that no answer depends on the order in which files were set. */
const inOrder = (symbols: Symbol[]): Symbol[] =>
  symbols.sort(
    (a, b) =>
      compareText(a.file.package, b.file.package) ||
      compareText(a.file.path, b.file.path) ||
      (a.node.$cstNode?.offset ?? 0) - (b.node.$cstNode?.offset ?? 0),
  );

/** What clouds declare inside, at any depth. */
function* resourcesOf(file: FileSymbols): Iterable<Symbol> {
  for (const symbol of file.declared) if (symbol.kind === 'cloud') yield* inside(symbol);
}

function* inside(symbol: Symbol): Iterable<Symbol> {
  for (const member of symbol.members.values()) {
    yield member;
    yield* inside(member);
  }
}
