import { diffArrays } from 'diff';
import type { Range } from 'vscode-languageserver';

/** Replacements of whole lines that make one text into another. */
export function lineEdits(before: string, after: string): { range: Range; newText: string }[] {
  const edits: { range: Range; newText: string }[] = [];
  const old = linesOf(before);
  let line = 0;
  let start: number | undefined;
  let newText = '';
  const flush = (): void => {
    if (start !== undefined) edits.push({ range: { start: at(old, start), end: at(old, line) }, newText });
    start = undefined;
    newText = '';
  };
  for (const part of diffArrays(old, linesOf(after))) {
    if (!part.added && !part.removed) {
      flush();
      line += part.value.length;
      continue;
    }
    start ??= line;
    if (part.added) newText += part.value.join('');
    else line += part.value.length;
  }
  flush();
  return edits;
}

/** With their ends, so that nothing is lost. */
const linesOf = (text: string): string[] => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/gu) ?? [];

/** The end of the text is behind the last character, also where its last line has no end. */
function at(lines: readonly string[], line: number): Range['start'] {
  const last = lines.at(-1);
  return line === lines.length && last !== undefined && !/[\r\n]$/u.test(last)
    ? { line: line - 1, character: last.length }
    : { line, character: 0 };
}
