import type { Hover, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { syntaxAt, type SyntaxPlace } from '../../../language/index.ts';
import { nameAt } from '../../names/occurrences.ts';
import { translatedMarkdown } from '../../text/markdown-texts.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { ServerFeature } from '../feature.ts';
import { describeSetting } from './describe-setting.ts';
import { describeSuppression } from './describe-suppression.ts';
import { describeSymbol } from './describe-symbol.ts';
import { describeWord } from './describe-word.ts';

/** What a word means: documentation, type, and the value that it resolves to. */
export const feature: ServerFeature = {
  id: 'hover',
  capabilities: { hoverProvider: true },
  register({ connection, workspace, pages, guard, texts }) {
    const translate = (markdown: string): string => translatedMarkdown(markdown, texts);
    connection.onHover(
      guard.handle('hover', null as Hover | null, async ({ textDocument, position }) => {
        const settings = workspace.settingsText(textDocument.uri);
        if (settings) return settingHover(settings, position, translate);
        const model = await workspace.file(textDocument.uri);
        const ignored = model && describeSuppression(model, position, pages);
        if (ignored)
          return { contents: { kind: 'markdown', value: translate(ignored.value) }, range: ignored.range };
        const place = model && syntaxAt(model.file.ast, model.document.offsetAt(position));
        if (!model || !place) return null;
        const name = nameAt(model, position);
        const parts = name
          ? await Promise.all(name.symbols.map((symbol) => describeSymbol(symbol, model, translate)))
          : [wordHover(place, model)].map((part) => part && translate(part));
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

const wordHover = (place: SyntaxPlace, model: ModelFile): string | undefined =>
  describeWord(place, { symbols: model.file.symbols, project: model.project }, model);

function settingHover(
  document: TextDocument,
  position: Position,
  translate: (markdown: string) => string,
): Hover | null {
  const found = describeSetting(document.getText(), document.offsetAt(position));
  if (!found) return null;
  const range = { start: document.positionAt(found.start), end: document.positionAt(found.end) };
  return { contents: { kind: 'markdown', value: translate(found.value) }, range };
}
