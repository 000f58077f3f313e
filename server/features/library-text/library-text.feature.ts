import { LIBRARY_FILES } from '../../../language/index.ts';
import { LIBRARY_SCHEME } from '../../../protocol/index.ts';
import type { ServerFeature } from '../feature.ts';

/** Shows the text of the built-in library, which one can jump into. */
export const feature: ServerFeature = {
  id: 'library-text',
  capabilities: { workspace: { textDocumentContent: { schemes: [LIBRARY_SCHEME] } } },
  register({ connection, client, guard }) {
    if (!client.workspace?.textDocumentContent) return;
    connection.workspace.textDocumentContent.on(
      guard.handle('library-text', { text: '' }, ({ uri }) => {
        const path = decodeURIComponent(uri.slice(uri.indexOf(':') + 1)).replace(/^\/+/u, '');
        return { text: LIBRARY_FILES.find((file) => file.path === path)?.text ?? '' };
      }),
    );
  },
};
