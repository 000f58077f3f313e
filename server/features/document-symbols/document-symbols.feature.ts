import type { DocumentSymbol } from 'vscode-languageserver';
import { printType, whereIs, type Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { ServerFeature } from '../feature.ts';
import { symbolKind } from '../../text/symbol-kinds.ts';

/** The outline of a file: what it declares, with kinds and types. */
export const feature: ServerFeature = {
  id: 'document-symbols',
  capabilities: { documentSymbolProvider: true },
  register({ connection, workspace, guard }) {
    connection.onDocumentSymbol(
      guard.handle('document-symbols', [] as DocumentSymbol[], async ({ textDocument }) => {
        const model = await workspace.fileAlone(textDocument.uri);
        return model ? model.file.symbols.declared.map((symbol) => outline(symbol, model)) : [];
      }),
    );
  },
};

function outline(symbol: Symbol, model: ModelFile): DocumentSymbol {
  return {
    // An empty name is refused by editors; a half-typed declaration has one.
    name: symbol.name || symbol.kind,
    detail: detailOf(symbol, model),
    kind: symbolKind(symbol.kind),
    range: whereIs(symbol.node),
    selectionRange: whereIs(symbol.node, 'name'),
    children: symbol.all.map((member) => outline(member, model)),
  };
}

function detailOf(symbol: Symbol, { project }: ModelFile): string {
  const type = project.analysis.types.typeOf(symbol);
  return type.kind === 'unknown' ? symbol.kind : printType(type);
}
