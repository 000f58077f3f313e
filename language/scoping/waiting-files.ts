import type { FileDeclarations } from '../parser/declaration-scan.ts';
import type { FileSymbols } from './file-symbols.ts';
import { foldedName } from './folded-name.ts';

/** A file of which only the names are known that it declares at its top level. */
export class WaitingFile {
  readonly path: string;
  readonly package: string;
  readonly declarations: FileDeclarations['declarations'];
  /** Reads it, which takes it out of those that wait. */
  readonly read: () => FileSymbols;

  constructor(path: string, { package: name, declarations }: FileDeclarations, read: () => FileSymbols) {
    this.path = path;
    this.package = name ?? '';
    this.declarations = declarations;
    this.read = read;
  }

  /** Whether it is what it seemed to be. */
  isLike({ package: name, declared }: FileSymbols): boolean {
    return (
      name === this.package &&
      declared.length === this.declarations.length &&
      declared.every((symbol, index) => {
        const expected = this.declarations[index]!;
        return symbol.kind === expected.noun && symbol.name === expected.name;
      })
    );
  }
}

/** Files that wait to be read until somebody asks for what they declare: so a project opens as fast as its names are found. */
export class WaitingFiles {
  readonly #files = new Map<string, WaitingFile>();
  readonly #byName = new Index();
  readonly #byKind = new Index();
  readonly #byLastName = new Index();
  readonly #byFoldedName = new Index();
  readonly #byPackage = new Map<string, Set<WaitingFile>>();

  add(file: WaitingFile): void {
    this.#files.set(file.path, file);
    for (const { noun, name } of file.declarations) {
      this.#byName.add(`${file.package} ${name}`, file);
      this.#byKind.add(noun, file);
      this.#byLastName.add(name, file);
      this.#byFoldedName.add(foldedName(name), file);
    }
    const ofPackage = this.#byPackage.get(file.package);
    if (ofPackage) ofPackage.add(file);
    else this.#byPackage.set(file.package, new Set([file]));
  }

  /** Takes a file out that was read. */
  take(path: string): WaitingFile | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    this.#files.delete(path);
    this.#byPackage.get(file.package)?.delete(file);
    if (this.#files.size > 0) return file;
    for (const index of [this.#byName, this.#byKind, this.#byLastName, this.#byFoldedName]) index.clear();
    this.#byPackage.clear();
    return file;
  }

  readAll(): void {
    for (const file of this.#files.values()) file.read();
  }

  read(path: string): void {
    this.#files.get(path)?.read();
  }

  readNamed(packageName: string, name: string): void {
    if (this.#files.size > 0) this.#readAll(this.#byName.take(`${packageName} ${name}`));
  }

  readOfKind(kind: string): void {
    this.#readAll(this.#byKind.take(kind));
  }

  readAnywhere(name: string): void {
    this.#readAll(this.#byLastName.take(name));
  }

  readAlike(folded: string): void {
    this.#readAll(this.#byFoldedName.take(folded));
  }

  /** Names that the files of a package declare. */
  *namesOf(packageName: string): Iterable<string> {
    for (const { declarations } of this.#byPackage.get(packageName) ?? []) {
      for (const { name } of declarations) yield name;
    }
  }

  #readAll(files: readonly WaitingFile[]): void {
    for (const file of files) if (this.#files.get(file.path) === file) file.read();
  }
}

/** Files by something that they declare; who asks once has read them all. */
class Index {
  readonly #files = new Map<string, WaitingFile[]>();

  add(key: string, file: WaitingFile): void {
    const files = this.#files.get(key);
    if (files) files.push(file);
    else this.#files.set(key, [file]);
  }

  take(key: string): readonly WaitingFile[] {
    const files = this.#files.get(key) ?? [];
    this.#files.delete(key);
    return files;
  }

  clear(): void {
    this.#files.clear();
  }
}
