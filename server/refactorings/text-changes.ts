import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../../language/index.ts';

interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits of one file by offsets; new text is given with plain line ends and gets those of the file. */
export class TextChanges {
  readonly #path: string;
  readonly #document: TextDocument;
  readonly #lineEnd: string;
  readonly #edits: OffsetEdit[] = [];

  constructor({ path, text }: { readonly path: string; readonly text: string }) {
    this.#path = path;
    this.#document = TextDocument.create('', 'tenon', 0, text);
    this.#lineEnd = lineEndOf(text);
  }

  /** In the order of the text. */
  get edits(): readonly TextEdit[] {
    return disjoint(this.#edits).map(({ start, end, text }) => ({
      file: this.#path,
      range: { start: this.#document.positionAt(start), end: this.#document.positionAt(end) },
      newText: text,
    }));
  }

  replace(start: number, end: number, newText: string): this {
    this.#edits.push({ start, end, text: withLineEnds(newText, this.#lineEnd) });
    return this;
  }

  insert(offset: number, newText: string): this {
    return this.replace(offset, offset, newText);
  }
}

/** Statements that go take the gaps around them along, and of two neighbours each may want the same gap. */
function disjoint(edits: readonly OffsetEdit[]): OffsetEdit[] {
  const result: OffsetEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (!last || last.end <= edit.start) result.push(edit);
    else if (edit.text === '') result.push({ ...edit, start: last.end, end: Math.max(last.end, edit.end) });
    else if (last.text === '') {
      result[result.length - 1] = { ...last, end: edit.start };
      result.push(edit);
    } else throw new Error(`two changes of the same text at ${edit.start}`);
  }
  return result.filter(({ start, end, text }) => end > start || text !== '');
}

export const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

export const withLineEnds = (text: string, lineEnd: string): string =>
  text.replaceAll(/\r\n|\n|\r/gu, lineEnd);
