import { TextDocument, type AstNode, type ParseResult } from 'langium';
import type { IToken } from 'chevrotain';
import type { File } from '../generated/ast.ts';
import type { Range } from '../model/origin.ts';
import type { LexedFile, TenonLexer } from './lexer.ts';
import { NUL_MESSAGE } from './messages.ts';
import { createParserServices } from './module.ts';
import { reparse } from './reparse.ts';
import type { TenonParseResult } from './tenon-parser.ts';

export { createParserServices, TenonParserModule } from './module.ts';
export { documentationOf, leafAt, offsetsOf, rangeOf, textOf } from './source-position.ts';
export type { LexedFile } from './lexer.ts';
export { nameOf } from './value-converter.ts';

/** Something in a file that is not written as the language wants it. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: Range;
  /** In UTF-16 code units. */
  readonly offset: number;
  readonly length: number;
}

export interface ParsedFile {
  /** Always there, with the healthy parts of a broken file. */
  readonly file: File;
  readonly problems: readonly SyntaxProblem[];
  /** All brackets, texts and comments are closed, so that each statement can be read by itself. */
  readonly isWhole: boolean;
}

/** A parser takes a while to build and keeps nothing between files, so one is built when first needed. */
const sharedServices = once(createParserServices);

/** Parses the text of one `.tenon` file by itself: no workspace, no names, no checks. */
export function parseFile(text: string): ParsedFile {
  const result = sharedServices().parser.LangiumParser.parse<File>(text) as TenonParseResult<File>;
  const problems = problemsOf(result, text);
  return { file: result.value, problems, isWhole: result.isWhole && !text.includes('\0') };
}

/**
 * Parses an edited text, and only what was edited of it where that can be told; the tree from before is used up then.
 */
export function parseEdited(before: ParsedFile, oldText: string, text: string): ParsedFile {
  return reparse(before, oldText, text, parseFile) ?? parseFile(text);
}

/** The tokens of a file with the part that each plays, for work that follows the text instead of the tree. */
export function lexFile(text: string): LexedFile {
  return (sharedServices().parser.Lexer as TenonLexer).lex(text);
}

function once<T>(create: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= create());
}

/** The syntax problems of a parse in the order of the text; Langium's own documents have such a result, too. */
export function problemsOf(result: ParseResult<AstNode>, text: string): SyntaxProblem[] {
  const places: { message: string; offset: number; length: number }[] = [];
  for (const { message, offset, length } of result.lexerErrors) places.push({ message, offset, length });
  for (const error of result.parserErrors) {
    const previous = (error as typeof error & { previousToken?: IToken }).previousToken;
    places.push({ message: error.message, ...placeOf(error.token, previous, text) });
  }
  // In a text or comment the lexer takes a NUL like any other character.
  const nul = text.indexOf('\0');
  if (nul >= 0 && !places.some(({ message }) => message === NUL_MESSAGE)) {
    places.push({ message: NUL_MESSAGE, offset: nul, length: 1 });
  }
  // Made once for a file: a search for the line at each place would take too long with thousands of them.
  const lines = TextDocument.create('', 'tenon', 0, text);
  return places
    .sort((a, b) => a.offset - b.offset)
    .map((place) => ({ ...place, range: rangeFrom(lines, place.offset, place.length) }));
}

/** What is missing is shown at the last thing that is there. */
function placeOf(
  token: IToken,
  previous: IToken | undefined,
  text: string,
): { offset: number; length: number } {
  if (token.image !== '' && Number.isFinite(token.startOffset))
    return { offset: token.startOffset, length: token.image.length };
  if (previous && previous.image !== '')
    return { offset: previous.startOffset, length: previous.image.length };
  return { offset: Number.isFinite(token.startOffset) ? token.startOffset : text.length, length: 0 };
}

/** Line ends are LF, CRLF and CR, as the Language Server Protocol has them. */
function rangeFrom(lines: TextDocument, offset: number, length: number): Range {
  return { start: lines.positionAt(offset), end: lines.positionAt(offset + length) };
}
