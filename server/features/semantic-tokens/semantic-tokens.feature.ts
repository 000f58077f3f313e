import { SemanticTokensBuilder } from 'vscode-languageserver';
import type { ServerFeature } from '../feature.ts';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from './tokens.ts';

/** Colours by meaning: what the grammar of the colours alone can't know, because position decides what a word is. */
export const feature: ServerFeature = {
  id: 'semantic-tokens',
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: true,
    },
  },
  register({ connection, workspace, guard }) {
    connection.languages.semanticTokens.on(
      guard.handle('semantic-tokens', { data: [] }, async ({ textDocument }) => {
        const model = await workspace.file(textDocument.uri);
        const builder = new SemanticTokensBuilder();
        for (const { range, type, modifiers } of model ? semanticTokens(model) : []) {
          const { line, character } = range.start;
          builder.push(line, character, range.end.character - character, type, modifiers);
        }
        return builder.build();
      }),
    );
  },
};
