import type { SelectionRange } from 'vscode-languageserver';
import type { ServerFeature } from '../feature.ts';
import { selectionRange } from './selection-ranges.ts';

/** Grows a selection by the structure of the text. */
export const feature: ServerFeature = {
  id: 'selection-range',
  capabilities: { selectionRangeProvider: true },
  register({ connection, workspace, guard }) {
    connection.onSelectionRanges(
      guard.handle(
        'selection-range',
        null as SelectionRange[] | null,
        async ({ textDocument, positions }) => {
          const model = await workspace.fileAlone(textDocument.uri);
          return model
            ? positions.map((position) => selectionRange(model.file.ast, model.document, position))
            : null;
        },
      ),
    );
  },
};
