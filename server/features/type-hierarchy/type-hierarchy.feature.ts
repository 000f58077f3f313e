import type { TypeHierarchyItem } from 'vscode-languageserver';
import { hierarchyItem, symbolOfItem } from '../../names/hierarchy-item.ts';
import { symbolsAt } from '../../names/occurrences.ts';
import type { ServerFeature } from '../feature.ts';
import { isOverride, subtypesOf, supertypesOf } from './type-hierarchy.ts';

/** Templates with their instances, environments with those that extend them, declarations with their overrides. */
export const feature: ServerFeature = {
  id: 'type-hierarchy',
  capabilities: { typeHierarchyProvider: true },
  register({ connection, workspace, guard, texts }) {
    const { typeHierarchy } = connection.languages;
    typeHierarchy.onPrepare(
      guard.handle(
        'type-hierarchy',
        null as TypeHierarchyItem[] | null,
        async ({ textDocument, position }) => {
          const model = await workspace.file(textDocument.uri);
          const symbols = model ? symbolsAt(model, position) : [];
          return symbols.length > 0 ? symbols.map((symbol) => hierarchyItem(symbol, model!, texts)) : null;
        },
      ),
    );
    typeHierarchy.onSupertypes(
      guard.handle('type-hierarchy', [] as TypeHierarchyItem[], async ({ item }) => {
        const model = await workspace.file(item.uri);
        const symbol = model && symbolOfItem(item, model);
        if (!symbol) return [];
        return isOverride(item, symbol, model)
          ? [hierarchyItem(symbol, model, texts)]
          : supertypesOf(symbol, model, texts);
      }),
    );
    typeHierarchy.onSubtypes(
      guard.handle('type-hierarchy', [] as TypeHierarchyItem[], async ({ item }) => {
        const model = await workspace.file(item.uri);
        const symbol = model && symbolOfItem(item, model);
        return symbol && !isOverride(item, symbol, model) ? subtypesOf(symbol, model, texts) : [];
      }),
    );
  },
};
