import type { Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { formatChanges, isBody, syntaxAt, whereIs, type Syntax } from '../../../language/index.ts';
import type { OffsetEdit } from './lsp-edits.ts';

/** What is typed that finishes something: a line, or a block. The others only go with the protocol. */
export const TYPED = ['\n', '}'] as const;

/** Rows that are aligned with the one that was just finished; more are left to the command. */
const MOST_ROWS = 100;

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Formats what was just finished, and nothing behind the cursor: after a line end the line and the rows above that
 * are aligned with it, after a closing brace its block. What is half-typed is left as it is.
 */
export function formatOnType(
  file: Syntax.File,
  document: TextDocument,
  position: Position,
  typed: string,
): OffsetEdit[] {
  const text = document.getText();
  const span = typed === '}' ? blockSpan(file, document, position) : lineSpan(document, position, text);
  if (!span) return [];
  return formatChanges(text, span)
    .flatMap((change) => inLine(change, text))
    .filter(({ offset, length }) => offset >= span.start && offset + length <= span.end);
}

/** How many lines there are above stays as it is: only what is in a line moves while one types. */
function inLine({ offset, length, newText }: OffsetEdit, text: string): OffsetEdit[] {
  const old = text.slice(offset, offset + length);
  const oldBreak = lastBreak(old);
  const newBreak = lastBreak(newText);
  if (oldBreak < 0 && newBreak < 0) return [{ offset, length, newText }];
  // A statement that would get a line of its own, or lose it, waits for the command.
  if (oldBreak < 0 || newBreak < 0) return [];
  return [
    { offset: offset + oldBreak + 1, length: length - oldBreak - 1, newText: newText.slice(newBreak + 1) },
  ].filter((edit) => edit.newText !== old.slice(oldBreak + 1));
}

const lastBreak = (text: string): number => Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));

function blockSpan(file: Syntax.File, document: TextDocument, position: Position): Span | undefined {
  const end = document.offsetAt(position);
  const node = syntaxAt(file, Math.max(0, end - 1))?.node;
  if (!isBody(node)) return undefined;
  const { start } = whereIs(node);
  return { start: document.offsetAt({ line: start.line, character: 0 }), end };
}

function lineSpan(document: TextDocument, { line }: Position, text: string): Span | undefined {
  if (line === 0) return undefined;
  const lineAt = (index: number): string =>
    text.slice(
      document.offsetAt({ line: index, character: 0 }),
      document.offsetAt({ line: index + 1, character: 0 }),
    );
  let first = line - 1;
  while (first > 0 && line - first < MOST_ROWS && isRow(lineAt(first - 1))) first--;
  const last = lineAt(line - 1).trimEnd();
  return {
    start: document.offsetAt({ line: first, character: 0 }),
    end: document.offsetAt({ line: line - 1, character: last.length }),
  };
}

/** A row above in the same block: neither empty nor the beginning of a block. */
const isRow = (line: string): boolean => line.trim() !== '' && !line.trimEnd().endsWith('{');
