import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../../language/index.ts';

/** A text after edits that don't overlap. */
export const applyTextEdits = (
  text: string,
  edits: readonly { readonly range: Range; readonly newText: string }[],
): string => TextDocument.applyEdits(TextDocument.create('', 'tenon', 0, text), [...edits]);
