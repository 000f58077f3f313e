import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** A replacement of `length` code units at `offset`. */
export interface OffsetEdit {
  readonly offset: number;
  readonly length: number;
  readonly newText: string;
}

export const lspEdits = (edits: readonly OffsetEdit[], document: TextDocument): TextEdit[] =>
  edits.map(({ offset, length, newText }) => ({
    range: { start: document.positionAt(offset), end: document.positionAt(offset + length) },
    newText,
  }));
