import { SemanticTokensBuilder } from 'vscode-languageserver';
import type { ServerFeature } from '../feature.ts';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES, type Token } from './tokens.ts';

/** Colours by meaning: what the grammar of the colours alone can't know, because position decides what a word is. */
export const feature: ServerFeature = {
  id: 'semantic-tokens',
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
  },
  register({ connection, workspace, guard }) {
    const { semanticTokens: requests } = connection.languages;
    /** What an editor was told last of each open text, so that it can be told what is different. */
    const builders = new Map<string, SemanticTokensBuilder>();
    workspace.onClosed((uri) => builders.delete(uri));
    const builderOf = (uri: string): SemanticTokensBuilder => {
      const known = builders.get(uri) ?? new SemanticTokensBuilder();
      if (workspace.versionOf(uri) !== undefined) builders.set(uri, known);
      return known;
    };
    requests.on(
      guard.handle('semantic-tokens', { data: [] }, async ({ textDocument: { uri } }) => {
        const model = await workspace.file(uri);
        // Without an earlier result the builder starts from nothing.
        const builder = builderOf(uri);
        builder.previousResult('');
        push(builder, model ? semanticTokens(model) : []);
        return builder.build();
      }),
    );
    requests.onDelta(
      guard.handle('semantic-tokens', { data: [] }, async ({ textDocument: { uri }, previousResultId }) => {
        const model = await workspace.file(uri);
        const builder = builderOf(uri);
        builder.previousResult(previousResultId);
        push(builder, model ? semanticTokens(model) : []);
        return builder.buildEdits();
      }),
    );
    requests.onRange(
      guard.handle('semantic-tokens', { data: [] }, async ({ textDocument: { uri }, range }) => {
        const model = await workspace.file(uri);
        const builder = new SemanticTokensBuilder();
        push(builder, model ? semanticTokens(model, range) : []);
        return { data: builder.build().data };
      }),
    );
  },
};

function push(builder: SemanticTokensBuilder, tokens: readonly Token[]): void {
  for (const { range, type, modifiers } of tokens) {
    const { line, character } = range.start;
    builder.push(line, character, range.end.character - character, type, modifiers);
  }
}
