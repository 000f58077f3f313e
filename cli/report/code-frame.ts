import type { Range } from '../../language/index.ts';
import { displayWidth, showable } from './display-width.ts';

export interface CodeFrame {
  /** Number of the line, counted from 1. */
  readonly line: number;
  readonly text: string;
  /** Blanks and carets under the range. */
  readonly marks: string;
}

/** Longest part of a line that is shown, in characters. */
const LONGEST = 120;

/** Gives a line of a file, counted from 0; undefined when there is no such line. */
export type LineReader = (file: string, line: number) => string | undefined;

/** The line on which a range begins, with what is marked. */
export function codeFrame(line: string, { start, end }: Range): CodeFrame {
  const last = end.line === start.line ? end.character : line.length;
  const { shown, offset } = crop(line, start.character);
  const before = showable(shown.slice(0, Math.max(0, start.character - offset)));
  const marked = showable(shown.slice(Math.max(0, start.character - offset), Math.max(0, last - offset)));
  const carets = '^'.repeat(Math.max(1, displayWidth(marked)));
  return { line: start.line + 1, text: showable(shown), marks: ' '.repeat(displayWidth(before)) + carets };
}

/**
 * Splits each file once, because a file with many findings is asked for many lines. Line ends are LF, CRLF
 * and CR, as ranges count them.
 */
export function lineReader(textOf: (file: string) => string | undefined): LineReader {
  const known = new Map<string, readonly string[]>();
  return (file, line) => {
    const lines = known.get(file) ?? textOf(file)?.split(/\r\n|\n|\r/u) ?? [];
    known.set(file, lines);
    return lines[line];
  };
}

/** The part of a long line around a character. */
function crop(line: string, character: number): { readonly shown: string; readonly offset: number } {
  if (line.length <= LONGEST) return { shown: line, offset: 0 };
  const offset = Math.max(0, Math.min(character - LONGEST / 3, line.length - LONGEST)) | 0;
  return { shown: line.slice(offset, offset + LONGEST), offset };
}
