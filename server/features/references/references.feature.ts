import type { Location } from 'vscode-languageserver';
import { findOccurrences } from '../../names/find-occurrences.ts';
import { symbolsAt } from '../../names/occurrences.ts';
import type { ServerFeature } from '../feature.ts';

/** From a name to every place of the project that means the same. */
export const feature: ServerFeature = {
  id: 'references',
  capabilities: { referencesProvider: true },
  register({ connection, workspace, guard }) {
    connection.onReferences(
      guard.handle('references', [] as Location[], async ({ textDocument, position, context }, token) => {
        const model = await workspace.file(textDocument.uri);
        const symbols = model ? symbolsAt(model, position) : [];
        if (!model || symbols.length === 0) return [];
        const found = await findOccurrences(workspace, model, symbols, token);
        return found.flatMap(({ model: { uri }, occurrences }) =>
          occurrences
            .filter(({ isDeclaration }) => context.includeDeclaration || !isDeclaration)
            .map(({ range }) => ({ uri, range })),
        );
      }),
    );
  },
};
