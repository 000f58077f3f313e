import type { File } from '../generated/ast.ts';
import { parseEdited, parseFile, type SyntaxProblem } from '../parser/index.ts';
import { referencedFiles, type ReferencedFile } from './referenced-files.ts';
import { suppressionsOf, type Suppression } from '../rules/suppression.ts';
import { adoptSymbols } from '../scoping/adopt-symbols.ts';
import { fileSymbols, type FileSymbols } from '../scoping/file-symbols.ts';

/** One model file as the project knows it. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
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
}

/** Reads a text. Statements that were not edited stay the same nodes, and declarations that say the same the same symbols. */
export function readProjectFile(
  path: string,
  text: string,
  { known, isLent, isBorrowed }: KnownFile,
): ProjectFile {
  const parsed =
    known && !isLent && !isBorrowed
      ? parseEdited({ file: known.ast, problems: known.syntax, isWhole: known.isWhole }, known.text, text)
      : parseFile(text);
  const { file: ast, problems: syntax, isWhole } = parsed;
  const symbols =
    known && !isBorrowed
      ? adoptSymbols(known.symbols, fileSymbols(path, ast, known.symbols))
      : fileSymbols(path, ast);
  let references: readonly ReferencedFile[] | undefined;
  return {
    path,
    text,
    ast,
    syntax,
    isWhole,
    symbols,
    suppressions: suppressionsOf(text),
    get references() {
      return (references ??= referencedFiles(ast));
    },
  };
}
