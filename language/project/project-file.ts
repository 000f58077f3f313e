import type { File } from '../generated/ast.ts';
import { scanWhole, type FileDeclarations } from '../parser/declaration-scan.ts';
import { parseEdited, parseFile, type SyntaxProblem } from '../parser/index.ts';
import { referencedFiles, type ReferencedFile } from './referenced-files.ts';
import { suppressionsOf, type Suppression } from '../rules/suppression.ts';
import { adoptSymbols } from '../scoping/adopt-symbols.ts';
import type { Tracker } from '../scoping/tracker.ts';
import { fileSymbols, type FileSymbols } from '../scoping/file-symbols.ts';
import type { DeclaredSymbol } from '../scoping/symbol.ts';

/** One model file as the project knows it. What follows from its syntax is there as soon as it is asked for. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
  /** Somebody has asked for its syntax. */
  readonly isRead: boolean;
  /** Reads it now, for who needs to know what follows from that. */
  read(): void;
  /** Its tree is there. */
  readonly isAwake: boolean;
  /** Lets go of its tree until somebody asks for it. One with problems stays awake. */
  sleep(): void;
  /** Reads the text again that sleeps. */
  wake(): void;
  readonly ast: File;
  readonly syntax: readonly SyntaxProblem[];
  /** All brackets, texts and comments are closed, so that each statement can be read by itself. */
  readonly isWhole: boolean;
  readonly symbols: FileSymbols;
  readonly suppressions: readonly Suppression[];
  /** Files that it names; looked for when first asked. */
  readonly references: readonly ReferencedFile[];
}

export interface KnownFile {
  /** The file as it was until now. */
  readonly known: ProjectFile | undefined;
  /** A copy of the project has its tree, too. */
  readonly isLent: boolean;
  /** The project is the copy, and the tree and the symbols are those of the other one. */
  readonly isBorrowed: boolean;
  readonly reading: Reading;
}

/** What the symbols of a file have to know. */
export interface Reading {
  /** Remembers who looks into them. */
  readonly tracker: Tracker;
  /** Wakes their file. */
  readonly wake: () => void;
}

export interface EditedFile {
  readonly file: ProjectFile;
  /** Symbols that it had before, too, while something else stands inside now. */
  readonly changed: readonly DeclaredSymbol[];
}

/** Reads a text. Statements that were not edited stay the same nodes, and declarations the same symbols. */
export function readProjectFile(
  path: string,
  text: string,
  { known, isLent, isBorrowed, reading }: KnownFile,
): EditedFile {
  const parsed =
    known && !isLent && !isBorrowed
      ? parseEdited({ file: known.ast, problems: known.syntax, isWhole: known.isWhole }, known.text, text)
      : parseFile(text);
  const { file: ast, problems: syntax, isWhole } = parsed;
  const before = isBorrowed ? undefined : known?.symbols;
  const read = fileSymbols(path, ast, { before, ...reading });
  const { symbols, changed } = before
    ? adoptSymbols(before, read, { areShared: isLent })
    : { symbols: read, changed: [] };
  return { file: new TextFile(path, text, { reading, syntax: { ast, syntax, isWhole, symbols } }), changed };
}

export interface UnreadFile {
  readonly file: ProjectFile;
  readonly declarations: FileDeclarations;
}

/**
 * A text that is read when somebody asks for its syntax; `onRead` is told at once. Undefined for one that can't wait:
 * its brackets do not balance, so that its names are not sure, or it has a cloud, which has names inside that count.
 */
export function unreadProjectFile(
  path: string,
  text: string,
  reading: Reading,
  onRead: (file: ProjectFile) => void,
): UnreadFile | undefined {
  const declarations = scanWhole(text);
  if (!declarations || declarations.declarations.some(({ noun }) => noun === 'cloud')) return undefined;
  return { file: new TextFile(path, text, { reading, onRead }), declarations };
}

interface Syntax extends Pick<ProjectFile, 'syntax' | 'isWhole' | 'symbols'> {
  /** Undefined while the file sleeps. */
  readonly ast: File | undefined;
}

interface TextFileOptions {
  readonly reading: Reading;
  /** What was read already. */
  readonly syntax?: Syntax;
  /** Told when it is read for the first time. */
  readonly onRead?: (file: ProjectFile) => void;
}

class TextFile implements ProjectFile {
  readonly path: string;
  readonly text: string;
  readonly suppressions: readonly Suppression[];
  #syntax: Syntax | undefined;
  #references: readonly ReferencedFile[] | undefined;
  readonly #reading: Reading;
  readonly #onRead: ((file: ProjectFile) => void) | undefined;

  constructor(path: string, text: string, { reading, syntax, onRead }: TextFileOptions) {
    this.path = path;
    this.text = text;
    this.suppressions = suppressionsOf(text);
    this.#reading = reading;
    this.#syntax = syntax;
    this.#onRead = onRead;
  }

  get isRead(): boolean {
    return this.#syntax !== undefined;
  }

  get isAwake(): boolean {
    return this.#syntax?.ast !== undefined;
  }

  get ast(): File {
    this.read();
    this.wake();
    return this.#syntax!.ast!;
  }

  get syntax(): readonly SyntaxProblem[] {
    return this.#known.syntax;
  }

  get isWhole(): boolean {
    return this.#known.isWhole;
  }

  get symbols(): FileSymbols {
    return this.#known.symbols;
  }

  get references(): readonly ReferencedFile[] {
    return (this.#references ??= referencedFiles(this.ast));
  }

  read(): void {
    if (this.#syntax) return;
    this.#syntax = this.#parsed();
    this.#onRead?.(this);
  }

  sleep(): void {
    // What is not written as it should be may be read in another way when it is read at once.
    if (!this.#syntax || !this.isWhole || this.syntax.length > 0) return;
    // Afterwards nobody could tell, and the answer is short.
    this.#references ??= referencedFiles(this.ast);
    this.#syntax = { ...this.#syntax, ast: undefined };
    this.symbols.sleep();
  }

  wake(): void {
    if (!this.#syntax || this.isAwake) return;
    const { ast, symbols: now } = this.#reading.tracker.apart(() => this.#parsed());
    this.#syntax = { ...this.#syntax, ast };
    this.symbols.wakeAs(now);
  }

  #parsed(): Syntax {
    const { file: ast, problems: syntax, isWhole } = parseFile(this.text);
    return { ast, syntax, isWhole, symbols: fileSymbols(this.path, ast, this.#reading) };
  }

  get #known(): Syntax {
    this.read();
    return this.#syntax!;
  }
}
