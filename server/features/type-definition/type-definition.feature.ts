import type { Location } from 'vscode-languageserver';
import { symbolsAt } from '../../names/occurrences.ts';
import type { ServerFeature } from '../feature.ts';
import { typeDefinitionsOf } from './type-definitions.ts';

/** From a name to where its type is decided. */
export const feature: ServerFeature = {
  id: 'type-definition',
  capabilities: { typeDefinitionProvider: true },
  register({ connection, workspace, guard }) {
    connection.onTypeDefinition(
      guard.handle('type-definition', [] as Location[], async ({ textDocument, position }) => {
        const model = await workspace.file(textDocument.uri);
        return model ? symbolsAt(model, position).flatMap((symbol) => typeDefinitionsOf(symbol, model)) : [];
      }),
    );
  },
};
