import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver';
import type { ServerFeature } from '../feature.ts';
import { foldingRanges } from './folding-ranges.ts';

/** Blocks, comments, imports and regions can be folded away. */
export const feature: ServerFeature = {
  id: 'folding',
  capabilities: { foldingRangeProvider: true },
  register({ connection, workspace, guard }) {
    connection.onFoldingRanges(
      guard.handle('folding', [] as FoldingRange[], async ({ textDocument }) => {
        const model = await workspace.fileAlone(textDocument.uri);
        return model ? foldingRanges(model.document.getText()).map(toLsp) : [];
      }),
    );
  },
};

const KINDS = {
  comment: FoldingRangeKind.Comment,
  imports: FoldingRangeKind.Imports,
  region: FoldingRangeKind.Region,
} as const;

const toLsp = ({ start, end, kind }: ReturnType<typeof foldingRanges>[number]): FoldingRange => ({
  startLine: start,
  endLine: end,
  ...(kind === 'block' ? {} : { kind: KINDS[kind] }),
});
