import type { TextChange, TextSpan } from './formatter.ts';

/** The lines that a span touches, from the beginning of the first to the end of the last. */
export function wholeLines(text: string, { start, end }: TextSpan): TextSpan {
  // A selection of whole lines ends at the beginning of the next one, which is not meant.
  const last =
    end > start && /[\r\n]/u.test(text.charAt(end - 1)) ? text.slice(0, end).search(LAST_BREAK) : end;
  const rest = text.slice(last).search(/[\r\n]/u);
  const first = Math.min(start, last);
  return {
    start: Math.max(text.lastIndexOf('\n', first - 1), text.lastIndexOf('\r', first - 1)) + 1,
    end: rest < 0 ? text.length : last + rest,
  };
}

const LAST_BREAK = /(?:\r\n|\r|\n)$/u;

/**
 * What changes do to some lines: of the space before the first of them only its indentation, of that behind the last
 * only its end. A line that would be joined with another, or parted, on the border stays as it is.
 */
export function withinLines(changes: readonly TextChange[], lines: TextSpan, text: string): TextChange[] {
  return changes.flatMap((change) => {
    const end = change.offset + change.length;
    if (end < lines.start || change.offset > lines.end) return [];
    const isFromBefore = change.offset < lines.start;
    const isToBehind = end > lines.end;
    if (isFromBefore && isToBehind) return [];
    if (isFromBefore) return lastLineOf(change, text);
    return isToBehind ? firstLineOf(change, text) : [change];
  });
}

function lastLineOf({ offset, length, newText }: TextChange, text: string): TextChange[] {
  const old = text.slice(offset, offset + length);
  const [from, to] = [lastBreak(old), lastBreak(newText)];
  if (from < 0 || to < 0) return [];
  const line = { offset: offset + from + 1, length: length - from - 1, newText: newText.slice(to + 1) };
  return isChange(line, text) ? [line] : [];
}

function firstLineOf({ offset, length, newText }: TextChange, text: string): TextChange[] {
  const [from, to] = [text.slice(offset, offset + length).search(BREAK), newText.search(BREAK)];
  if (from < 0 || to < 0) return [];
  const line = { offset, length: from, newText: newText.slice(0, to) };
  return isChange(line, text) ? [line] : [];
}

const BREAK = /[\r\n]/u;

const lastBreak = (text: string): number => Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));

const isChange = ({ offset, length, newText }: TextChange, text: string): boolean =>
  text.slice(offset, offset + length) !== newText;
