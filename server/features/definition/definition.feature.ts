import type { Location } from 'vscode-languageserver';
import { symbolLocation } from '../../names/symbol-location.ts';
import { symbolsAt } from '../../names/occurrences.ts';
import type { ServerFeature } from '../feature.ts';

/** From a name to where it is declared. */
export const feature: ServerFeature = {
  id: 'definition',
  capabilities: { definitionProvider: true },
  register({ connection, workspace, guard }) {
    connection.onDefinition(
      guard.handle('definition', [] as Location[], async ({ textDocument, position }) => {
        const model = await workspace.file(textDocument.uri);
        return model ? symbolsAt(model, position).map((symbol) => symbolLocation(symbol, model.host)) : [];
      }),
    );
  },
};
