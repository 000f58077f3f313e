import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../../language/index.ts';

/** Edits of one file by offsets; new text is given with plain line ends and gets those of the file. */
export class TextChanges {
  readonly #path: string;
  readonly #document: TextDocument;
  readonly #lineEnd: string;
  readonly #edits: TextEdit[] = [];

  constructor({ path, text }: { readonly path: string; readonly text: string }) {
    this.#path = path;
    this.#document = TextDocument.create('', 'tenon', 0, text);
    this.#lineEnd = lineEndOf(text);
  }

  get edits(): readonly TextEdit[] {
    return this.#edits;
  }

  replace(start: number, end: number, newText: string): this {
    const range = { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
    this.#edits.push({ file: this.#path, range, newText: withLineEnds(newText, this.#lineEnd) });
    return this;
  }

  insert(offset: number, newText: string): this {
    return this.replace(offset, offset, newText);
  }
}

export const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

export const withLineEnds = (text: string, lineEnd: string): string =>
  text.replaceAll(/\r\n|\n|\r/gu, lineEnd);
