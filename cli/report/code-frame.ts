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

/** The line on which a range begins, with what is marked; undefined when the text has no such line. */
export function codeFrame(text: string, { start, end }: Range): CodeFrame | undefined {
  const line = lineAt(text, start.line);
  if (line === undefined) return undefined;
  const last = end.line === start.line ? end.character : line.length;
  const { shown, offset } = crop(line, start.character);
  const before = showable(shown.slice(0, Math.max(0, start.character - offset)));
  const marked = showable(shown.slice(Math.max(0, start.character - offset), Math.max(0, last - offset)));
  const carets = '^'.repeat(Math.max(1, displayWidth(marked)));
  return { line: start.line + 1, text: showable(shown), marks: ' '.repeat(displayWidth(before)) + carets };
}

/** One line without splitting the whole text. */
function lineAt(text: string, line: number): string | undefined {
  let start = 0;
  for (let passed = 0; passed < line; passed += 1) {
    const next = text.indexOf('\n', start);
    if (next < 0) return undefined;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
}

/** The part of a long line around a character. */
function crop(line: string, character: number): { readonly shown: string; readonly offset: number } {
  if (line.length <= LONGEST) return { shown: line, offset: 0 };
  const offset = Math.max(0, Math.min(character - LONGEST / 3, line.length - LONGEST)) | 0;
  return { shown: line.slice(offset, offset + LONGEST), offset };
}
