import type { Position, Range } from 'vscode-languageserver';

/** A replacement of a range by a text. */
export interface RangeChange {
  readonly range: Range;
  readonly text: string;
}

/**
 * Where a range of the old text is after a change, so that a finding that is not computed again yet stays at its
 * words. Undefined when the change touches it: then nobody knows whether it still holds.
 */
export function shiftRange(range: Range, change: RangeChange): Range | undefined {
  if (isBefore(range.end, change.range.start)) return range;
  if (isBefore(range.start, change.range.end)) return undefined;
  return { start: shift(range.start, change), end: shift(range.end, change) };
}

function shift(position: Position, { range, text }: RangeChange): Position {
  const lines = text.split(/\r\n|\n|\r/u);
  const line = position.line + lines.length - 1 - (range.end.line - range.start.line);
  if (position.line !== range.end.line) return { line, character: position.character };
  const before = lines.length === 1 ? range.start.character : 0;
  return { line, character: position.character - range.end.character + before + lines.at(-1)!.length };
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
