import type { Hover, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { syntaxAt } from '../../../language/index.ts';
import { nameAt } from '../../names/occurrences.ts';
import type { ServerFeature } from '../feature.ts';
import { describeSetting } from './describe-setting.ts';
import { describeSuppression } from './describe-suppression.ts';
import { describeSymbol } from './describe-symbol.ts';
import { describeWord } from './describe-word.ts';

/** What a word means: documentation, type, and the value that it resolves to. */
export const feature: ServerFeature = {
  id: 'hover',
  capabilities: { hoverProvider: true },
  register({ connection, workspace, pages, guard }) {
    connection.onHover(
      guard.handle('hover', null as Hover | null, async ({ textDocument, position }) => {
        const settings = workspace.settingsText(textDocument.uri);
        if (settings) return settingHover(settings, position);
        const model = await workspace.file(textDocument.uri);
        const ignored = model && describeSuppression(model, position, pages);
        if (ignored) return { contents: { kind: 'markdown', value: ignored.value }, range: ignored.range };
        const place = model && syntaxAt(model.file.ast, model.document.offsetAt(position));
        if (!model || !place) return null;
        const name = nameAt(model, position);
        const parts = name
          ? await Promise.all(name.symbols.map((symbol) => describeSymbol(symbol, model)))
          : [describeWord(place, { symbols: model.file.symbols, project: model.project }, model)];
        const value = parts.filter((part) => part !== undefined).join('\n\n---\n\n');
        if (value === '') return null;
        return {
          contents: { kind: 'markdown', value },
          range: name?.range ?? {
            start: model.document.positionAt(place.start),
            end: model.document.positionAt(place.end),
          },
        };
      }),
    );
  },
};

function settingHover(document: TextDocument, position: Position): Hover | null {
  const found = describeSetting(document.getText(), document.offsetAt(position));
  if (!found) return null;
  const range = { start: document.positionAt(found.start), end: document.positionAt(found.end) };
  return { contents: { kind: 'markdown', value: found.value }, range };
}
