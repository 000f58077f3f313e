import { DocumentHighlightKind, type DocumentHighlight } from 'vscode-languageserver';
import { occurrencesIn, symbolsAt } from '../../names/occurrences.ts';
import type { ServerFeature } from '../feature.ts';

/** Marks every place of the file that means the same as the name at the cursor. */
export const feature: ServerFeature = {
  id: 'document-highlight',
  capabilities: { documentHighlightProvider: true },
  register({ connection, workspace, guard }) {
    connection.onDocumentHighlight(
      guard.handle('document-highlight', [] as DocumentHighlight[], async ({ textDocument, position }) => {
        const model = await workspace.file(textDocument.uri);
        if (!model) return [];
        return occurrencesIn(model, symbolsAt(model, position)).map(({ range, isDeclaration }) => ({
          range,
          kind: isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }));
      }),
    );
  },
};
