import { Input } from './input.ts';
import type { Tracker } from './tracker.ts';
import type { Declaration, Entry, ForEach, Parameter } from '../generated/ast.ts';

/**
 * A name that the model declares. Symbols are made from one file's syntax alone, so that they are
 * cheap to remake when the file changes and nothing in another file can alter them.
 */
export interface Symbol {
  readonly name: string;
  /** The noun of a declaration, or what a row is: `column`, `feature`; `item` for the variable of a loop. */
  readonly kind: string;
  /** Package and path, such as `shop.fraud.nightly.clean`. */
  readonly qualifiedName: string;
  readonly file: SymbolFile;
  readonly node: SymbolNode;
  /** Where it begins in its file, in UTF-16 code units. */
  readonly offset: number;
  readonly parent?: Symbol;
  /** Names declared directly inside, by name; the first declaration of a name wins. */
  readonly members: ReadonlyMap<string, Symbol>;
  /** Every declaration inside, duplicates and nameless blocks' members included. */
  readonly all: readonly Symbol[];
}

export type SymbolNode = Declaration | Entry | Parameter | ForEach;

/**
 * A symbol of a text. It stays the same while its declaration is edited; a computation that looks inside is done again
 * when what stands there changes, and one that only found it is not.
 */
export class DeclaredSymbol implements Symbol {
  readonly name: string;
  readonly kind: string;
  readonly qualifiedName: string;
  readonly file: SymbolFile;
  parent?: DeclaredSymbol;
  /** Undefined while its file sleeps. */
  #node: SymbolNode | undefined;
  /** Where it stood when its file fell asleep. */
  #offset = 0;
  #all: readonly DeclaredSymbol[] = NONE;
  /** Made when asked for, since most symbols are never asked while their file sleeps. */
  #members: ReadonlyMap<string, DeclaredSymbol> | undefined;
  #content: Input | undefined;

  constructor(name: string, kind: string, node: SymbolNode, file: SymbolFile, parent?: DeclaredSymbol) {
    const outer = parent ? parent.qualifiedName : file.package;
    this.name = name;
    this.kind = kind;
    this.qualifiedName = outer ? `${outer}.${name}` : name;
    this.file = file;
    this.#node = node;
    if (parent) this.parent = parent;
  }

  get node(): SymbolNode {
    this.#look();
    return this.#awakeNode;
  }

  get #awakeNode(): SymbolNode {
    if (!this.#node) this.file.wake!();
    return this.#node!;
  }

  get offset(): number {
    return this.#node ? offsetOf(this.#node) : this.#offset;
  }

  get members(): ReadonlyMap<string, DeclaredSymbol> {
    this.#look();
    return (this.#members ??= firstByName(this.#all));
  }

  get all(): readonly DeclaredSymbol[] {
    this.#look();
    return this.#all;
  }

  #look(): void {
    const { tracker } = this.file;
    if (tracker?.isComputing) tracker.read((this.#content ??= new Input()));
  }

  /** What is looked at by those who look inside; undefined while nobody has. */
  get content(): Input | undefined {
    return this.#content;
  }

  /** Lets go of the syntax, here and inside, until somebody asks for it. */
  sleep(): void {
    if (this.#node) this.#offset = offsetOf(this.#node);
    this.#node = undefined;
    this.#members = undefined;
    for (const member of this.#all) member.sleep();
  }

  /** The same text was read again, and `now` is what it declares. */
  wake(now: DeclaredSymbol): void {
    this.#node = now.#node;
    for (const [index, member] of this.#all.entries()) member.wake(now.#all[index]!);
  }

  /** The declaration stands in another tree now, or says something else. */
  take(node: SymbolNode, all: readonly DeclaredSymbol[] = this.#all): void {
    this.#node = node;
    if (all === this.#all) return;
    this.#all = all;
    this.#members = undefined;
    for (const member of all) member.parent = this;
  }
}

function firstByName(symbols: readonly DeclaredSymbol[]): ReadonlyMap<string, DeclaredSymbol> {
  if (symbols.length === 0) return NO_MEMBERS;
  const members = new Map<string, DeclaredSymbol>();
  for (const symbol of symbols) if (!members.has(symbol.name)) members.set(symbol.name, symbol);
  return members;
}

const offsetOf = (node: SymbolNode): number => node.$cstNode?.offset ?? 0;

const NONE: readonly DeclaredSymbol[] = [];
const NO_MEMBERS: ReadonlyMap<string, DeclaredSymbol> = new Map();

/** One file as the binder sees it. */
export interface SymbolFile {
  /** Relative to the project folder, forward slashes. */
  readonly path: string;
  readonly package: string;
  /** Part of the library that ships with Tenon; read-only. */
  readonly library: boolean;
  /** Remembers who looks into its symbols. */
  readonly tracker?: Tracker;
  /** Gives its symbols the syntax again that they let go of. */
  readonly wake?: () => void;
}
