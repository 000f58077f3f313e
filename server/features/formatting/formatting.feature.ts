import type { TextEdit } from 'vscode-languageserver';
import { formatChanges } from '../../../language/index.ts';
import type { ServerFeature } from '../feature.ts';
import { lspEdits } from './lsp-edits.ts';
import { formatOnType, TYPED } from './on-type.ts';

/** Formats a file, the statements that a selection or pasted text touches, or what was just typed, in the one way there is. */
export const feature: ServerFeature = {
  id: 'formatting',
  capabilities: {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: {
      firstTriggerCharacter: TYPED[0],
      moreTriggerCharacter: TYPED.slice(1),
    },
  },
  register({ connection, workspace, guard }) {
    connection.onDocumentFormatting(
      guard.handle('formatting', [] as TextEdit[], async ({ textDocument }) => {
        const model = await workspace.fileAlone(textDocument.uri);
        return model ? lspEdits(formatChanges(model.document.getText()), model.document) : [];
      }),
    );
    connection.onDocumentRangeFormatting(
      guard.handle('range formatting', [] as TextEdit[], async ({ textDocument, range }) => {
        const model = await workspace.fileAlone(textDocument.uri);
        if (!model) return [];
        const { document } = model;
        const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return lspEdits(formatChanges(document.getText(), span), document);
      }),
    );
    connection.onDocumentOnTypeFormatting(
      guard.handle('on-type formatting', [] as TextEdit[], async ({ textDocument, position, ch }) => {
        const model = await workspace.fileAlone(textDocument.uri);
        if (!model) return [];
        const { file, document } = model;
        return lspEdits(formatOnType(file.ast, document, position, ch), document);
      }),
    );
  },
};
