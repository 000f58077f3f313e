import type { FileDeclarations } from '../parser/declaration-scan.ts';
import { compareText } from '../model/origin.ts';
import type { Input } from './input.ts';
import { Tracker } from './tracker.ts';
import type { FileSymbols } from './file-symbols.ts';
import { foldedName } from './folded-name.ts';
import { MemberLookup } from './member-lookup.ts';
import type { DeclaredSymbol, Symbol } from './symbol.ts';
import { WaitingFile, WaitingFiles } from './waiting-files.ts';

/** The package whose names every file sees without an import. */
export const LIBRARY_PACKAGE = 'tenon';

/**
 * All declared names of a project, kept up to date file by file.
 * Every lookup is a map access, so its cost does not depend on the number of files, and is remembered by the
 * tracker: this is the only door between declarations, so a computation depends on exactly what it has looked up.
 */
export class ProjectSymbols {
  readonly tracker = new Tracker();
  readonly memberLookup = new MemberLookup(this.tracker);
  /** Inputs by package and name, and by path: lookups are by far the most frequent thing that is remembered. */
  readonly #nameInputs = new Map<string, Map<string, Input>>();
  readonly #importsInputs = new Map<string, Input>();
  readonly #files = new Map<string, FileSymbols>();
  readonly #waiting = new WaitingFiles();
  readonly #packages = new Map<string, PackageNames>();
  readonly #byLastName = new Map<string, Set<Symbol>>();
  readonly #byKind = new Map<string, Set<Symbol>>();
  readonly #byFoldedName = new Map<string, Set<Symbol>>();

  /** All files by path; looking through them is not remembered. */
  get files(): ReadonlyMap<string, FileSymbols> {
    this.#waiting.readAll();
    return this.#files;
  }

  /** Those files that were read. */
  get read(): ReadonlyMap<string, FileSymbols> {
    return this.#files;
  }

  /** A file of which only the names are known until somebody looks one up; `read` reads it, and lets it {@link arrive}. */
  expect(path: string, declarations: FileDeclarations, read: () => FileSymbols): void {
    const waiting = new WaitingFile(path, declarations, read);
    this.#waiting.add(waiting);
    this.#count(waiting.package, 1);
  }

  /** What was expected was read. */
  arrive(file: FileSymbols): void {
    const waiting = this.#waiting.take(file.path);
    if (!waiting) return;
    const isForeseen = waiting.isLike(file);
    // Nobody has looked up what it declares, or it would have been read; unless the text says more than it seemed.
    if (isForeseen) this.#add(file);
    else this.#replace(undefined, file);
    this.#count(waiting.package, -1);
  }

  /** `changed` are symbols that it had before, too, while something else stands inside now. */
  set(file: FileSymbols, changed: readonly DeclaredSymbol[] = []): void {
    this.#replace(this.#files.get(file.path), file);
    for (const { content } of changed) if (content) this.tracker.changed(content);
  }

  delete(path: string): void {
    this.#replace(this.#files.get(path), undefined);
  }

  #replace(before: FileSymbols | undefined, after: FileSymbols | undefined): void {
    const change = new Change(before, after);
    const watched = change.names();
    const known = watched.map(([packageName, name]) => this.#declared(packageName, name));
    if (before) this.#remove(before);
    if (after) this.#add(after);
    for (const [index, [packageName, name]] of watched.entries()) {
      if (same(known[index]!, this.#declared(packageName, name))) continue;
      this.tracker.changed(nameInput(packageName, name));
    }
    for (const name of change.inputs()) this.tracker.changed(name);
  }

  #add(file: FileSymbols): void {
    this.#files.set(file.path, file);
    const names = this.#count(file.package, 1);
    for (const symbol of file.declared) {
      this.#addTo(names.top, symbol);
      const ofKind = this.#byKind.get(symbol.kind) ?? new Set();
      this.#byKind.set(symbol.kind, ofKind.add(symbol));
      const alike = this.#byFoldedName.get(foldedName(symbol.name)) ?? new Set();
      this.#byFoldedName.set(foldedName(symbol.name), alike.add(symbol));
    }
    for (const symbol of file.resources) this.#addTo(names.resources, symbol);
  }

  #addTo(names: Map<string, Symbol[]>, symbol: Symbol): void {
    const others = names.get(symbol.name);
    names.set(symbol.name, others ? inOrder([...others, symbol]) : [symbol]);
    const everywhere = this.#byLastName.get(symbol.name) ?? new Set();
    this.#byLastName.set(symbol.name, everywhere.add(symbol));
  }

  #remove(file: FileSymbols): void {
    this.#files.delete(file.path);
    const names = this.#packages.get(file.package)!;
    for (const symbol of file.declared) {
      this.#removeFrom(names.top, symbol);
      this.#byKind.get(symbol.kind)?.delete(symbol);
      this.#byFoldedName.get(foldedName(symbol.name))?.delete(symbol);
    }
    for (const symbol of file.resources) this.#removeFrom(names.resources, symbol);
    this.#count(file.package, -1);
  }

  #count(packageName: string, files: 1 | -1): PackageNames {
    const names = this.#packages.get(packageName) ?? { files: 0, top: new Map(), resources: new Map() };
    names.files += files;
    if (names.files === 0) this.#packages.delete(packageName);
    else this.#packages.set(packageName, names);
    return names;
  }

  #removeFrom(names: Map<string, Symbol[]>, symbol: Symbol): void {
    const rest = names.get(symbol.name)?.filter((other) => other !== symbol) ?? [];
    if (rest.length > 0) names.set(symbol.name, rest);
    else names.delete(symbol.name);
    const everywhere = this.#byLastName.get(symbol.name);
    everywhere?.delete(symbol);
    if (everywhere?.size === 0) this.#byLastName.delete(symbol.name);
  }

  /** One file, with what it imports. */
  file(path: string): FileSymbols | undefined {
    let input = this.#importsInputs.get(path);
    if (!input) this.#importsInputs.set(path, (input = this.tracker.input(importsInput(path))));
    this.tracker.read(input);
    this.#waiting.read(path);
    return this.#files.get(path);
  }

  hasPackage(name: string): boolean {
    this.tracker.read(packageInput(name));
    return this.#packages.has(name);
  }

  packages(): string[] {
    this.tracker.read(PACKAGES);
    return [...this.#packages.keys()].sort();
  }

  /**
   * Every top-level declaration of a name in a package; two of the same kind are an error elsewhere.
   * A resource inside a cloud is known by its own name, too, when nothing at the top is called so.
   */
  declared(packageName: string, name: string): readonly Symbol[] {
    this.tracker.read(this.#nameInput(packageName, name));
    return this.#declared(packageName, name);
  }

  #nameInput(packageName: string, name: string): Input {
    let ofPackage = this.#nameInputs.get(packageName);
    if (!ofPackage) this.#nameInputs.set(packageName, (ofPackage = new Map<string, Input>()));
    let input = ofPackage.get(name);
    if (!input) ofPackage.set(name, (input = this.tracker.input(nameInput(packageName, name))));
    return input;
  }

  #declared(packageName: string, name: string): readonly Symbol[] {
    this.#waiting.readNamed(packageName, name);
    const names = this.#packages.get(packageName);
    return names?.top.get(name) ?? names?.resources.get(name) ?? [];
  }

  /** The declaration at the top level that counts for a kind and qualified name: the first one. */
  topLevel(kind: string, qualifiedName: string): Symbol | undefined {
    const dot = qualifiedName.lastIndexOf('.');
    const packageName = qualifiedName.slice(0, Math.max(0, dot));
    return this.declared(packageName, qualifiedName.slice(dot + 1)).find(
      (symbol) => symbol.kind === kind && symbol.parent === undefined,
    );
  }

  /** Sorted, so that no message depends on the order in which files came. */
  namesOf(packageName: string): readonly string[] {
    return [...this.#namesOf(packageName)].sort(compareText);
  }

  #namesOf(packageName: string): Set<string> {
    this.tracker.read(namesInput(packageName));
    const names = this.#packages.get(packageName);
    return new Set([
      ...(names?.top.keys() ?? []),
      ...(names?.resources.keys() ?? []),
      ...this.#waiting.namesOf(packageName),
    ]);
  }

  /** Every name of a package with the kinds of what it means; what these say inside is not looked at. */
  *kindsOf(packageName: string): Iterable<Symbol> {
    for (const name of this.#namesOf(packageName)) yield* this.#declared(packageName, name);
  }

  /** Top-level declarations of a kind in the whole project, sorted by qualified name; the first of each name. */
  ofKind(kind: string): Symbol[] {
    this.tracker.read(kindInput(kind));
    this.#waiting.readOfKind(kind);
    const found = inOrder([...(this.#byKind.get(kind) ?? [])]);
    const first = new Map(found.reverse().map((symbol) => [symbol.qualifiedName, symbol]));
    return [...first.values()].sort((a, b) => compareText(a.qualifiedName, b.qualifiedName));
  }

  /** The same in no order, and also those of a name that is declared twice: for those who pick a few of many. */
  everyOfKind(kind: string): Iterable<Symbol> {
    this.tracker.read(kindInput(kind));
    this.#waiting.readOfKind(kind);
    return this.#byKind.get(kind) ?? [];
  }

  /** Top-level declarations whose names differ only in capitals and separators, in any package. */
  alike(name: string): readonly Symbol[] {
    this.tracker.read(alikeInput(name));
    this.#waiting.readAlike(foldedName(name));
    return inOrder([...(this.#byFoldedName.get(foldedName(name)) ?? [])]);
  }

  /** Declarations of a name in any package: for "did you mean to import". */
  anywhere(name: string): readonly Symbol[] {
    this.tracker.read(anywhereInput(name));
    this.#waiting.readAnywhere(name);
    return inOrder([...(this.#byLastName.get(name) ?? [])]);
  }
}

interface PackageNames {
  /** How many files it has; one without declarations is a part of it, too. */
  files: number;
  readonly top: Map<string, Symbol[]>;
  readonly resources: Map<string, Symbol[]>;
}

const PACKAGES = 'packages';
const packageInput = (packageName: string): string => `package ${packageName}`;
export const nameInput = (packageName: string, name: string): string => `name ${packageName} ${name}`;
const namesInput = (packageName: string): string => `names ${packageName}`;
const kindInput = (kind: string): string => `kind ${kind}`;
const anywhereInput = (name: string): string => `anywhere ${name}`;
const alikeInput = (name: string): string => `alike ${foldedName(name)}`;
const importsInput = (path: string): string => `imports ${path}`;
/** Where things are written in a file; changes whenever the file does. */
export const placesInput = (path: string): string => `places ${path}`;

/** What a new version of a file changes for others. Declarations whose text is the same are the same symbols. */
class Change {
  readonly #before: FileSymbols | undefined;
  readonly #after: FileSymbols | undefined;
  readonly #added: ReadonlySet<Symbol>;
  readonly #removed: ReadonlySet<Symbol>;

  constructor(before: FileSymbols | undefined, after: FileSymbols | undefined) {
    this.#before = before;
    this.#after = after;
    const old = new Set(before ? symbolsOf(before) : []);
    const now = new Set(after ? symbolsOf(after) : []);
    this.#added = new Set([...now].filter((symbol) => !old.has(symbol)));
    this.#removed = new Set([...old].filter((symbol) => !now.has(symbol)));
  }

  get #isMoved(): boolean {
    return this.#before?.package !== this.#after?.package;
  }

  /** Names whose meaning may have changed; also the order of two of the same name. */
  names(): [packageName: string, name: string][] {
    const names = new Map<string, [string, string]>();
    for (const file of [this.#before, this.#after]) {
      if (!file) continue;
      for (const { name } of symbolsOf(file)) names.set(`${file.package} ${name}`, [file.package, name]);
    }
    return [...names.values()];
  }

  *inputs(): Iterable<string> {
    const path = (this.#after ?? this.#before)!.path;
    yield placesInput(path);
    if (importText(this.#before) !== importText(this.#after)) yield importsInput(path);
    if (this.#isMoved) {
      yield PACKAGES;
      for (const file of [this.#before, this.#after]) if (file) yield packageInput(file.package);
    }
    for (const kind of new Set([...this.#added, ...this.#removed].map((symbol) => symbol.kind))) {
      yield kindInput(kind);
    }
    const old = new Set([...this.#removed].map(signature));
    const now = new Set([...this.#added].map(signature));
    const different = [
      ...[...this.#removed].filter((symbol) => !now.has(signature(symbol))),
      ...[...this.#added].filter((symbol) => !old.has(signature(symbol))),
    ];
    for (const symbol of different) {
      yield anywhereInput(symbol.name);
      yield alikeInput(symbol.name);
    }
    for (const packageName of new Set(different.map(({ file }) => file.package)))
      yield namesInput(packageName);
  }
}

/** What "did you mean" and completion see of a declaration from afar. */
const signature = ({ kind, qualifiedName, file }: Symbol): string => `${kind} ${qualifiedName} ${file.path}`;

const importText = (file: FileSymbols | undefined): string =>
  file ? `${file.package}\n${file.imports.map((each) => each.$cstNode?.text ?? '').join('\n')}` : '';

const same = (a: readonly Symbol[], b: readonly Symbol[]): boolean =>
  a.length === b.length && a.every((symbol, index) => symbol === b[index]);

function* symbolsOf(file: FileSymbols): Iterable<Symbol> {
  yield* file.declared;
  yield* file.resources;
}

/** By package, file and place in it, so that no answer depends on the order in which files were set. */
const inOrder = (symbols: Symbol[]): Symbol[] =>
  symbols.sort(
    (a, b) =>
      compareText(a.file.package, b.file.package) ||
      compareText(a.file.path, b.file.path) ||
      a.offset - b.offset,
  );
