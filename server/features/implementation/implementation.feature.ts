import type { Location } from 'vscode-languageserver';
import { symbolsAt } from '../../names/occurrences.ts';
import type { ServerFeature } from '../feature.ts';
import { implementationsOf } from './implementations.ts';

/** From a template to its instances, and from a declaration to what environments say about it. */
export const feature: ServerFeature = {
  id: 'implementation',
  capabilities: { implementationProvider: true },
  register({ connection, workspace, guard }) {
    connection.onImplementation(
      guard.handle('implementation', [] as Location[], async ({ textDocument, position }) => {
        const model = await workspace.file(textDocument.uri);
        return model ? symbolsAt(model, position).flatMap((symbol) => implementationsOf(symbol, model)) : [];
      }),
    );
  },
};
