import type { Position, Range, SelectionRange } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { leafAt, type Syntax } from '../../../language/index.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * What grows around a place: the word, the value or clause around it, the statement, the inside of the braces, the
 * braces, and so on to the whole text. The tree is there for broken text, too.
 */
export function selectionRange(
  file: Syntax.File,
  document: TextDocument,
  position: Position,
): SelectionRange {
  const text = document.getText();
  const spans = spansAround(file, document.offsetAt(position), text);
  let result: SelectionRange | undefined;
  // The outermost comes first, so that each knows its parent.
  for (const span of spans.reverse()) {
    const range: Range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
    result = result ? { range, parent: result } : { range };
  }
  return result!;
}

/** Spans that hold an offset, from the innermost out; each is longer than the one before. */
function spansAround(file: Syntax.File, offset: number, text: string): Span[] {
  const spans: Span[] = [];
  const add = (start: number, end: number): void => {
    const last = spans.at(-1);
    const holds = start <= offset && offset <= end;
    if (holds && (!last || (start <= last.start && end >= last.end && end - start > last.end - last.start)))
      spans.push({ start, end });
  };
  const leaf = file.$cstNode && leafAt(file.$cstNode, offset);
  if (leaf) {
    if (/^"/u.test(leaf.text)) {
      const quotes = leaf.text.startsWith('"""') ? 3 : 1;
      if (offset >= leaf.offset + quotes && offset <= leaf.end - quotes)
        add(leaf.offset + quotes, leaf.end - quotes);
    }
    add(leaf.offset, leaf.end);
    for (let part: Part | undefined = leaf; part; part = part.container) {
      // The inside of braces is what one usually wants to replace.
      if (text[part.offset] === '{' && text[part.end - 1] === '}') addInside(part, text, add);
      add(part.offset, part.end);
    }
  }
  addLine(offset, text, add, spans);
  add(0, text.length);
  return spans;
}

interface Part {
  readonly offset: number;
  readonly end: number;
  readonly container?: Part | undefined;
}

function addInside({ offset, end }: Part, text: string, add: (start: number, end: number) => void): void {
  const inside = text.slice(offset + 1, end - 1);
  const start = offset + 1 + (inside.length - inside.trimStart().length);
  add(start, Math.max(start, end - 1 - (inside.length - inside.trimEnd().length)));
}

/** Outside of everything that was understood, at least the line can be selected. */
function addLine(
  offset: number,
  text: string,
  add: (start: number, end: number) => void,
  spans: Span[],
): void {
  if (spans.length > 0) return;
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const end = /[\r\n]|$/u.exec(text.slice(offset))!.index + offset;
  add(start, end);
}
