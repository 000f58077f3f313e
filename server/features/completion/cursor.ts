import {
  fileSymbols,
  parseFile,
  syntaxAt,
  type FileSymbols,
  type Syntax,
  type SyntaxPlace,
} from '../../../language/index.ts';

/** A word that nobody writes; where it lands in the syntax tree says what belongs at the cursor. */
const MARKER = 'tenon_cursor_';

/** What would stand at the cursor. */
export interface Cursor {
  readonly place: SyntaxPlace;
  /** The cursor is behind a complete head: only clauses, flags and a body can follow. */
  readonly afterValue: boolean;
  readonly file: Syntax.File;
  readonly symbols: FileSymbols;
  /** What is written of the word so far, and where it begins and ends. */
  readonly prefix: string;
  readonly start: number;
  readonly end: number;
}

const WORD_BEFORE = /[\p{L}\p{N}_]*$/u;
const WORD_AFTER = /^[\p{L}\p{N}_]*/u;

/**
 * Finds out what belongs at a place of a half-typed text: a made-up word is put there and the text is parsed.
 * The parser recovers inside a statement, so that the rest of the file plays no part.
 */
export function findCursor(path: string, text: string, offset: number): Cursor | undefined {
  const before = text.slice(0, offset);
  if (isInComment(before)) return undefined;
  const prefix = WORD_BEFORE.exec(before)![0];
  const start = offset - prefix.length;
  const end = offset + WORD_AFTER.exec(text.slice(offset))![0].length;
  const word = { prefix, start, end };
  const attempt = (inserted: string, at: number, afterValue: boolean): Cursor | undefined => {
    const { file } = parseFile(text.slice(0, start) + inserted + text.slice(end));
    const place = syntaxAt(file, start + at);
    if (place?.text !== MARKER || place.property === undefined) return undefined;
    return { ...word, place, file, symbols: fileSymbols(path, file), afterValue };
  };
  const plain = attempt(MARKER, 0, false);
  if (plain && plain.place.property !== 'flags') return plain;
  // Behind a value the parser knows no single word; as the value of a clause it shows whose clause it is.
  return attempt(`of ${MARKER}`, 3, true) ?? plain;
}

/** Whether the text ends inside a comment, or inside a text that is no path. */
function isInComment(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const outside = line.replaceAll(/"(?:\\.|[^"\\])*"?/gu, '');
  return outside.includes('//') || before.lastIndexOf('/*') > before.lastIndexOf('*/');
}
