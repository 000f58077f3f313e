import { offsetsOf } from '../../language/index.ts';
import type { SyntaxNode } from '../text/nodes-in.ts';
import type { TextChanges } from './text-changes.ts';

/** Half-open offsets of a statement with what is said about it: the comments right above it, and behind it. */
export interface Extent {
  readonly start: number;
  /** Behind the end of its last line. */
  readonly end: number;
}

export function extentOf(node: SyntaxNode, text: string): Extent {
  const own = offsetsOf(node)!;
  let start = lineStart(text, own.start);
  while (start > 0) {
    const above = lineStart(text, text.startsWith('\r\n', start - 2) ? start - 2 : start - 1);
    if (!/^[ \t]*(\/\/|\/\*.*\*\/[ \t]*\r?\n)/u.test(text.slice(above, start))) break;
    start = above;
  }
  const rest = /^[^\r\n]*(\r\n|\n|\r|$)/u.exec(text.slice(own.end))![0];
  return { start, end: own.end + rest.length };
}

/** The beginning of the line that the character before an offset belongs to, or of an empty line there. */
const lineStart = (text: string, offset: number): number =>
  Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;

/** Takes a statement away, with one of the gaps around it. */
export const removeStatement = (node: SyntaxNode, text: string, changes: TextChanges): void =>
  removeStatements([node], text, changes);

/** Takes statements away, those that stand below each other in one piece. */
export function removeStatements(nodes: readonly SyntaxNode[], text: string, changes: TextChanges): void {
  const pieces: Extent[] = [];
  for (const extent of nodes.map((node) => extentOf(node, text)).sort((a, b) => a.start - b.start)) {
    const last = pieces.at(-1);
    if (last && text.slice(last.end, extent.start).trim() === '')
      pieces[pieces.length - 1] = { start: last.start, end: extent.end }; // prettier-ignore
    else pieces.push(extent);
  }
  for (const { start, end } of pieces) {
    const below = /^(?:[ \t]*(?:\r\n|\n|\r))*/u.exec(text.slice(end))![0].length;
    const gapAbove =
      /(?:(?:\r\n|\n|\r)[ \t]*)*(?=(?:\r\n|\n|\r)$)/u.exec(text.slice(0, start))?.[0].length ?? 0;
    const isLast = end + below === text.length;
    changes.replace(isLast ? start - gapAbove : start, gapAbove > 0 || start === 0 ? end + below : end, '');
  }
}
