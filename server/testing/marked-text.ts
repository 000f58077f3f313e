import type { Position } from 'vscode-languageserver';

/** A text with the cursor at `‸`, without it, and where it was. */
export function markedText(marked: string): { readonly text: string; readonly position: Position } {
  const offset = marked.indexOf('‸');
  if (offset < 0) throw new Error('there is no ‸ in the text');
  const lines = marked.slice(0, offset).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)!.length };
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), position };
}
