import { align, typedColonsOf } from './format-alignment.ts';
import { readForFormatting, type FormatInput } from './format-items.ts';
import { layOut, type Gap } from './format-layout.ts';
import { withinLines, wholeLines } from './format-range.ts';
import { reorderingsOf } from './format-order.ts';

/** Replaces `length` UTF-16 code units at `offset`. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly newText: string;
}

/** Half-open offsets. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Formats a file in the one way there is: two spaces, at most one empty line, columns under each other, clauses of
 * a header in their order. Comments stay; what has syntax errors is left as it is. Formatting twice changes nothing.
 */
export function formatText(text: string): string {
  return applyChanges(text, formatChanges(text));
}

/**
 * The same as changes that don't overlap, in the order of the text; with a span only those in the lines that it
 * touches. Columns go on those of the lines around, where these are aligned already.
 */
export function formatChanges(text: string, span?: TextSpan): TextChange[] {
  const lines = span && wholeLines(text, span);
  const ordered = orderChanges(text).filter(
    ({ offset, length }) => !lines || (offset >= lines.start && offset + length <= lines.end),
  );
  if (ordered.length === 0) return within(spaceChanges(text, lines), lines, text);
  // Clauses change places first; where one does, its header is one change, made from the finished text.
  const moved = applyChanges(text, ordered);
  const movedLines = lines && { start: lines.start, end: lines.end + moved.length - text.length };
  return within(compose(text, ordered, spaceChanges(moved, movedLines), moved), lines, text);
}

const within = (changes: TextChange[], lines: TextSpan | undefined, text: string): TextChange[] =>
  lines ? withinLines(changes, lines, text) : changes;

function orderChanges(text: string): TextChange[] {
  const { parsed, frozen } = readForFormatting(text);
  return reorderingsOf(parsed.file, text)
    .filter(({ start, end }) => !frozen.some(([from, to]) => start < to && end > from))
    .map(({ start, end, parts }) => ({
      offset: start,
      length: end - start,
      newText: parts.map(([from, to]) => text.slice(from, to)).join(' '),
    }));
}

function spaceChanges(text: string, lines: TextSpan | undefined): TextChange[] {
  const input = readForFormatting(text);
  const gaps = layOut(input, typedColonsOf(input.parsed.file));
  align(input, gaps, lines);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const changes: TextChange[] = [];
  for (const [index, gap] of gaps.entries()) {
    const offset = input.items[index - 1]?.end ?? 0;
    const before = text.slice(offset, input.items[index]?.start ?? text.length);
    const newText = textOfGap(input, gap, index, lineEnd);
    if (!gap.kept && before !== newText) changes.push({ offset, length: before.length, newText });
  }
  return changes;
}

function textOfGap({ text }: FormatInput, gap: Gap, index: number, lineEnd: string): string {
  const mark = index === 0 && text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return mark + (gap.comma ? ',' : '') + lineEnd.repeat(gap.breaks) + ' '.repeat(gap.spaces);
}

/** `first` leads from `text` to `middle`, `second` from there on; both sorted, neither overlapping itself. */
function compose(
  text: string,
  first: readonly TextChange[],
  second: readonly TextChange[],
  middle: string,
): TextChange[] {
  const result: TextChange[] = [];
  let shift = 0;
  let next = 0;
  for (const change of [...first, undefined]) {
    const start = change ? change.offset + shift : middle.length + 1;
    const end = change ? start + change.newText.length : start;
    for (
      ;
      next < second.length &&
      second[next]!.offset + second[next]!.length <= start &&
      second[next]!.offset < start;
      next++
    ) {
      result.push({ ...second[next]!, offset: second[next]!.offset - shift });
    }
    if (!change) break;
    const inside: TextChange[] = [];
    while (next < second.length && second[next]!.offset < end) inside.push(second[next++]!);
    const newText = applyChanges(
      change.newText,
      inside.map((each) => ({ ...each, offset: each.offset - start })),
    );
    result.push({ ...change, newText });
    shift += change.newText.length - change.length;
  }
  return result.filter(({ offset, length, newText }) => text.slice(offset, offset + length) !== newText);
}

/** Applies changes that are sorted and don't overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let offset = 0;
  for (const change of changes) {
    result += text.slice(offset, change.offset) + change.newText;
    offset = change.offset + change.length;
  }
  return result + text.slice(offset);
}
