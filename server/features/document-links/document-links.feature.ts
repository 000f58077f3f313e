import type { DocumentLink } from 'vscode-languageserver';
import type { ServerFeature } from '../feature.ts';
import { documentLinks } from './document-links.ts';

/** Files and addresses that a text names can be opened. */
export const feature: ServerFeature = {
  id: 'document-links',
  capabilities: { documentLinkProvider: { resolveProvider: false } },
  register({ connection, workspace, guard }) {
    connection.onDocumentLinks(
      guard.handle('document-links', [] as DocumentLink[], async ({ textDocument }) => {
        const model = await workspace.file(textDocument.uri);
        if (!model) return [];
        return documentLinks(model).map(({ range, opens }) => ({
          range,
          target: 'file' in opens ? model.host.uriOf(opens.file) : opens.address,
        }));
      }),
    );
  },
};
