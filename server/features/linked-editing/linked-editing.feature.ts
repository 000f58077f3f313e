import type { LinkedEditingRanges } from 'vscode-languageserver';
import type { ServerFeature } from '../feature.ts';
import { linkedRanges } from './linked-ranges.ts';

/** Names that repeat inside one declaration are typed once. */
export const feature: ServerFeature = {
  id: 'linked-editing',
  capabilities: { linkedEditingRangeProvider: true },
  register({ connection, workspace, guard }) {
    connection.languages.onLinkedEditingRange(
      guard.handle(
        'linked-editing',
        null as LinkedEditingRanges | null,
        async ({ textDocument, position }) => {
          const model = await workspace.fileAlone(textDocument.uri);
          const ranges = model && linkedRanges(model, position);
          return ranges ? { ranges, wordPattern: String.raw`[\p{L}_][\p{L}\p{N}_]*` } : null;
        },
      ),
    );
  },
};
