import type { Position } from '../model/origin.ts';
import type { TextEdit } from './fix.ts';

/** Texts after edits, by path; edits of one text must not overlap. */
export function applyEdits(
  texts: Readonly<Record<string, string>>,
  edits: readonly TextEdit[],
): Record<string, string> {
  const result = { ...texts };
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = texts[file] ?? '';
    const parts = edits
      .filter((edit) => edit.file === file)
      .map(({ range, newText }) => ({
        start: offset(text, range.start),
        end: offset(text, range.end),
        newText,
      }))
      .sort((a, b) => b.start - a.start || b.end - a.end);
    result[file] = parts.reduce(
      (done, { start, end, newText }) => done.slice(0, start) + newText + done.slice(end),
      text,
    );
  }
  return result;
}

/** Offset of a position, in a text with any line ends. */
export function offset(text: string, { line, character }: Position): number {
  const ends = /\r\n|\n|\r/gu;
  let start = 0;
  for (let passed = 0; passed < line && ends.exec(text); passed++) start = ends.lastIndex;
  return start + character;
}
