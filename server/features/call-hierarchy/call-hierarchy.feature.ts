import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
} from 'vscode-languageserver';
import { hierarchyItem, symbolOfItem } from '../../names/hierarchy-item.ts';
import { downstreamInTurns, upstreamOf } from '../../names/lineage.ts';
import { namesOf, symbolsAt } from '../../names/occurrences.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { ServerFeature } from '../feature.ts';

/**
 * The way of data and models as a tree of calls: whoever uses something calls it, so that the callers are
 * downstream, to the deployment, and the callees upstream, to the columns of the sources.
 */
export const feature: ServerFeature = {
  id: 'call-hierarchy',
  capabilities: { callHierarchyProvider: true },
  register({ connection, workspace, guard, texts }) {
    const { callHierarchy } = connection.languages;
    callHierarchy.onPrepare(
      guard.handle(
        'call-hierarchy',
        null as CallHierarchyItem[] | null,
        async ({ textDocument, position }) => {
          const model = await workspace.file(textDocument.uri);
          const symbols = model ? symbolsAt(model, position).filter(({ file }) => !file.library) : [];
          return symbols.length > 0 ? symbols.map((symbol) => hierarchyItem(symbol, model!, texts)) : null;
        },
      ),
    );
    callHierarchy.onIncomingCalls(
      guard.handle('call-hierarchy', [] as CallHierarchyIncomingCall[], async ({ item }, token) => {
        const model = await workspace.file(item.uri);
        const symbol = model && symbolOfItem(item, model);
        if (!symbol) return [];
        const fileAt = (path: string): ModelFile | undefined => workspace.fileIn(model.host, path);
        const steps = await downstreamInTurns(symbol, namesOf(model), fileAt, token);
        return steps.map((step) => ({
          from: hierarchyItem(step.symbol, model, texts),
          fromRanges: [...step.ranges],
        }));
      }),
    );
    callHierarchy.onOutgoingCalls(
      guard.handle('call-hierarchy', [] as CallHierarchyOutgoingCall[], async ({ item }) => {
        const model = await workspace.file(item.uri);
        const symbol = model && symbolOfItem(item, model);
        if (!symbol) return [];
        const steps = upstreamOf(symbol, namesOf(model)).filter((step) => !step.symbol.file.library);
        return steps.map((step) => ({
          to: hierarchyItem(step.symbol, model, texts),
          fromRanges: [...step.ranges],
        }));
      }),
    );
  },
};
