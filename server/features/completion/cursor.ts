import {
  fileSymbols,
  parseFile,
  syntaxAt,
  type FileSymbols,
  type ProjectFile,
  type SyntaxPlace,
} from '../../../language/index.ts';
import { declarationSlice, type Slice } from './declaration-slice.ts';

/** A word that nobody writes; where it lands in the syntax tree says what belongs at the cursor. */
const MARKER = 'tenon_cursor_';

/** The word or text that the cursor is in. Offsets count from the beginning of the file. */
export interface Word {
  /** What is written of it before the cursor. */
  readonly prefix: string;
  /** What is replaced: up to the cursor at least. */
  readonly start: number;
  readonly end: number;
}

/** What would stand at the cursor. */
export interface Cursor extends Word {
  readonly place: SyntaxPlace;
  /** The cursor is behind a complete head: only clauses, flags and a body can follow. */
  readonly afterValue: boolean;
  /** Names of the declaration that the cursor is in, and what the file imports. */
  readonly symbols: FileSymbols;
}

const WORD_BEFORE =
  /(?:(?<![\p{L}\p{N}_.])(?:[0-9][0-9_]*\.[0-9]*[\p{L}%]*|[0-9][0-9_]*(?:\.[0-9]+)?[\p{L}]*\/[\p{L}]*)|[\p{L}\p{N}_]*)$/u;
const WORD_AFTER = /^[\p{L}\p{N}_]*/u;

/** The word around an offset of code; a number with a point is one word. */
export function wordAt(text: string, offset: number): Word {
  const line = text.slice(Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - LONGEST_WORD), offset);
  const prefix = WORD_BEFORE.exec(line)![0];
  const rest = WORD_AFTER.exec(text.slice(offset, offset + LONGEST_WORD))![0];
  return { prefix, start: offset - prefix.length, end: offset + rest.length };
}

const LONGEST_WORD = 500;

/**
 * Finds out what belongs at a place of a half-typed text: a made-up word is put there and the declaration is parsed.
 * The parser recovers inside a statement, so that the rest of the declaration plays no part.
 */
export function findCursor(file: ProjectFile, word: Word): Cursor | undefined {
  const slice = declarationSlice(file, word.start);
  const plain = attempt(file, word, slice, MARKER);
  if (plain && plain.place.property !== 'flags') return plain;
  // Behind a value the parser knows no single word; as the value of a clause it shows whose clause it is.
  const clause = attempt(file, word, slice, `of ${MARKER}`);
  return clause ? { ...clause, afterValue: true } : plain;
}

/** The same for a cursor inside a text in quotes. */
export function findCursorInText(file: ProjectFile, word: Word): Cursor | undefined {
  return attempt(file, word, declarationSlice(file, word.start), `"${MARKER}"`);
}

function attempt(
  { path, text, symbols }: ProjectFile,
  word: Word,
  slice: Slice,
  inserted: string,
): Cursor | undefined {
  const before = slice.head + text.slice(slice.start, word.start);
  const { file } = parseFile(before + inserted + text.slice(word.end, Math.max(slice.end, word.end)));
  const offset = before.length + inserted.indexOf(inserted.startsWith('"') ? '"' : MARKER);
  const place = syntaxAt(file, offset);
  if (place === undefined || place.property === undefined || !place.text.includes(MARKER)) return undefined;
  return { ...word, place, symbols: fileSymbols(path, file).inPlaceOf(symbols), afterValue: false };
}
