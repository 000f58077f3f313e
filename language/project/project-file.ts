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
  /** Remembers who looks into its symbols. */
  readonly tracker: Tracker;
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
  { known, isLent, isBorrowed, tracker }: KnownFile,
): EditedFile {
  const parsed =
    known && !isLent && !isBorrowed
      ? parseEdited({ file: known.ast, problems: known.syntax, isWhole: known.isWhole }, known.text, text)
      : parseFile(text);
  const { file: ast, problems: syntax, isWhole } = parsed;
  const before = isBorrowed ? undefined : known?.symbols;
  const read = fileSymbols(path, ast, { before, tracker });
  const { symbols, changed } = before
    ? adoptSymbols(before, read, { areShared: isLent })
    : { symbols: read, changed: [] };
  const file = new TextFile(path, text, () => ({ ast, syntax, isWhole, symbols }));
  file.read();
  return { file, changed };
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
  tracker: Tracker,
  onRead: (file: ProjectFile) => void,
): UnreadFile | undefined {
  const declarations = scanWhole(text);
  if (!declarations || declarations.declarations.some(({ noun }) => noun === 'cloud')) return undefined;
  const read = (): Syntax => {
    const { file: ast, problems: syntax, isWhole } = parseFile(text);
    return { ast, syntax, isWhole, symbols: fileSymbols(path, ast, { tracker }) };
  };
  return { file: new TextFile(path, text, read, onRead), declarations };
}

type Syntax = Pick<ProjectFile, 'ast' | 'syntax' | 'isWhole' | 'symbols'>;

class TextFile implements ProjectFile {
  readonly path: string;
  readonly text: string;
  readonly suppressions: readonly Suppression[];
  #syntax: Syntax | undefined;
  #references: readonly ReferencedFile[] | undefined;
  readonly #read: () => Syntax;
  readonly #onRead: ((file: ProjectFile) => void) | undefined;

  constructor(path: string, text: string, read: () => Syntax, onRead?: (file: ProjectFile) => void) {
    this.path = path;
    this.text = text;
    this.suppressions = suppressionsOf(text);
    this.#read = read;
    this.#onRead = onRead;
  }

  get isRead(): boolean {
    return this.#syntax !== undefined;
  }

  get ast(): File {
    return this.#known.ast;
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
    this.#syntax = this.#read();
    this.#onRead?.(this);
  }

  get #known(): Syntax {
    this.read();
    return this.#syntax!;
  }
}
