import type { Range, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { formatChanges } from '../../../language/index.ts';
import type { ServerFeature } from '../feature.ts';

/** Formats a file, or the statements that a selection touches, in the one way there is. */
export const feature: ServerFeature = {
  id: 'formatting',
  capabilities: { documentFormattingProvider: true, documentRangeFormattingProvider: true },
  register({ connection, workspace, guard }) {
    connection.onDocumentFormatting(
      guard.handle('formatting', [] as TextEdit[], async ({ textDocument }) => {
        const model = await workspace.file(textDocument.uri);
        return model ? format(model.document) : [];
      }),
    );
    connection.onDocumentRangeFormatting(
      guard.handle('range formatting', [] as TextEdit[], async ({ textDocument, range }) => {
        const model = await workspace.file(textDocument.uri);
        return model ? format(model.document, range) : [];
      }),
    );
  },
};

function format(document: TextDocument, range?: Range): TextEdit[] {
  const span = range && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return formatChanges(document.getText(), span).map(({ offset, length, newText }) => ({
    range: { start: document.positionAt(offset), end: document.positionAt(offset + length) },
    newText,
  }));
}
