import type {
  Body,
  Declaration,
  Entry,
  File,
  ImportStatement,
  PackageStatement,
  Statement,
} from '../generated/ast.ts';
import {
  isAction,
  isDeclaration,
  isEntry,
  isForEach,
  isImportStatement,
  isPackageStatement,
  isWhen,
} from '../generated/ast.ts';
import type { Tracker } from './tracker.ts';
import { DeclaredSymbol, type SymbolFile, type SymbolNode } from './symbol.ts';

/** The statements of a file that are no declarations. */
interface Head {
  readonly packageNode: PackageStatement | undefined;
  readonly imports: readonly ImportStatement[];
}

/** What one file declares and imports. While it sleeps only the syntax is gone; whoever asks for it wakes the file. */
export class FileSymbols implements SymbolFile {
  readonly path: string;
  readonly package: string;
  readonly library: boolean;
  readonly tracker?: Tracker;
  readonly wake?: () => void;
  /** Top-level declarations in order, duplicates included. Environments' overrides are not among them. */
  readonly declared: readonly DeclaredSymbol[];
  /** What its clouds declare inside, at any depth. */
  readonly resources: readonly DeclaredSymbol[];
  /** Names of what is declared with a noun that nobody knows, such as `souce swipes { … }`. */
  readonly lost: ReadonlySet<string>;
  #head: Head | undefined;

  constructor(
    file: SymbolFile,
    declared: readonly DeclaredSymbol[],
    lost: ReadonlySet<string>,
    head: Head | undefined,
  ) {
    this.path = file.path;
    this.package = file.package;
    this.library = file.library;
    if (file.tracker) this.tracker = file.tracker;
    if (file.wake) this.wake = file.wake;
    this.declared = declared;
    this.resources = resourcesOf(declared);
    this.lost = lost;
    this.#head = head;
  }

  get packageNode(): PackageStatement | undefined {
    return this.#awakeHead.packageNode;
  }

  get imports(): readonly ImportStatement[] {
    return this.#awakeHead.imports;
  }

  get #awakeHead(): Head {
    if (!this.#head) this.wake!();
    return this.#head!;
  }

  /** The same file with other symbols for its declarations. */
  with(declared: readonly DeclaredSymbol[]): FileSymbols {
    return new FileSymbols(this, declared, this.lost, this.#head);
  }

  /** The same declarations as if they stood in another file: in its package, with its imports. */
  inPlaceOf({ package: name, imports }: FileSymbols): FileSymbols {
    const { path, library, packageNode } = this;
    return new FileSymbols({ path, package: name, library }, this.declared, this.lost, {
      packageNode,
      imports,
    });
  }

  /** Lets go of the syntax until somebody asks for it. */
  sleep(): void {
    this.#head = undefined;
    for (const symbol of this.declared) symbol.sleep();
  }

  /** The same text was read again, and `now` is what it says. */
  wakeAs(now: FileSymbols): void {
    this.#head = now.#head;
    for (const [index, symbol] of this.declared.entries()) symbol.wake(now.declared[index]!);
  }
}

/** Nouns whose rows declare names: a schema's columns and a view's features. */
const ROWS: Readonly<Record<string, string>> = { schema: 'column', columns: 'column', features: 'feature' };

/** Bodies in which a declaration repeats one that stands elsewhere, so it declares nothing new. */
const OVERRIDES: ReadonlySet<string> = new Set(['environment']);

export interface FileSymbolsOptions {
  /** What it declared until now: declarations that are the same nodes stay the same symbols. */
  readonly before?: FileSymbols | undefined;
  /** A part of the library that ships with Tenon. */
  readonly isLibrary?: boolean;
  /** Remembers who looks into the symbols; without one nobody does. */
  readonly tracker?: Tracker;
  /** Reads the file again when it sleeps; without it, it never does. */
  readonly wake?: () => void;
}

/** Reads what a file declares from its tree. */
export function fileSymbols(
  path: string,
  file: File,
  { before, isLibrary = false, tracker, wake }: FileSymbolsOptions = {},
): FileSymbols {
  const packageNode = file.statements.find(isPackageStatement);
  const base: SymbolFile = {
    path,
    package: packageNode?.name ?? '',
    library: isLibrary,
    ...(tracker ? { tracker } : {}),
    ...(wake ? { wake } : {}),
  };
  const known = new Map<SymbolNode, DeclaredSymbol>();
  if (before?.package === base.package) for (const symbol of before.declared) known.set(symbol.node, symbol);
  const declared: DeclaredSymbol[] = [];
  for (const statement of file.statements) {
    if (!isDeclaration(statement) || !statement.name) continue;
    declared.push(known.get(statement) ?? declare(statement, base, undefined));
  }
  const lost = file.statements.flatMap((each) =>
    isAction(each) && each.object?.$type === 'NameRef' ? [each.object.name] : [],
  );
  const imports = file.statements.filter(isImportStatement);
  return new FileSymbols(base, declared, lost.length > 0 ? new Set(lost) : NO_NAMES, {
    packageNode,
    imports,
  });
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** What clouds among declarations declare inside, at any depth. */
const resourcesOf = (declared: readonly DeclaredSymbol[]): DeclaredSymbol[] =>
  declared.filter(({ kind }) => kind === 'cloud').flatMap((cloud) => [...inside(cloud)]);

function* inside(symbol: DeclaredSymbol): Iterable<DeclaredSymbol> {
  for (const member of symbol.members.values()) {
    yield member;
    yield* inside(member);
  }
}

function declare(node: Declaration, file: SymbolFile, parent: DeclaredSymbol | undefined): DeclaredSymbol {
  const symbol = new DeclaredSymbol(node.name!, node.noun, node, file, parent);
  if (OVERRIDES.has(node.noun)) return symbol;
  const all: DeclaredSymbol[] = [];
  for (const parameter of node.parameters) {
    if (parameter.name) all.push(new DeclaredSymbol(parameter.name, 'parameter', parameter, file, symbol));
  }
  declareBody(node.body, node.noun, file, symbol, all);
  symbol.take(node, all);
  return symbol;
}

function declareBody(
  body: Body | undefined,
  noun: string,
  file: SymbolFile,
  parent: DeclaredSymbol,
  into: DeclaredSymbol[],
): void {
  for (const statement of body?.statements ?? []) declareStatement(statement, noun, file, parent, into);
}

function declareStatement(
  statement: Statement,
  noun: string,
  file: SymbolFile,
  parent: DeclaredSymbol,
  into: DeclaredSymbol[],
): void {
  if (isDeclaration(statement)) {
    if (statement.name) into.push(declare(statement, file, parent));
    // A block without a name (schema, parallel, columns) gives its names to the element around it.
    else declareBody(statement.body, statement.noun, file, parent, into);
  } else if (isEntry(statement)) {
    const kind = rowKind(statement, noun);
    if (kind) into.push(new DeclaredSymbol(statement.name, kind, statement, file, parent));
  } else if (isWhen(statement)) {
    declareBody(statement.body, noun, file, parent, into);
    if (statement.alternative) declareStatement(statement.alternative, noun, file, parent, into);
    declareBody(statement.otherwise, noun, file, parent, into);
  } else if (isForEach(statement)) {
    if (statement.variable)
      into.push(new DeclaredSymbol(statement.variable, 'item', statement, file, parent));
    declareBody(statement.body, noun, file, parent, into);
  }
}

function rowKind(entry: Entry, noun: string): string | undefined {
  const kind = ROWS[noun];
  if (kind === 'column') return entry.value ? kind : undefined;
  return kind && entry.formula ? kind : undefined;
}
