import type { Location } from 'vscode-languageserver';
import type { ServerFeature } from '../feature.ts';
import { definitionsAt } from './definitions.ts';

/** From a name to where it is declared, from a path to its file, from a package to the files that belong to it. */
export const feature: ServerFeature = {
  id: 'definition',
  capabilities: { definitionProvider: true },
  register({ connection, workspace, guard }) {
    connection.onDefinition(
      guard.handle('definition', [] as Location[], async ({ textDocument, position }) => {
        const model = await workspace.file(textDocument.uri);
        return model ? definitionsAt(model, position) : [];
      }),
    );
  },
};
