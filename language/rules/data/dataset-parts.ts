import { dataset as datasetWord, splitOfDataset } from '../../vocabulary/areas/datasets.ts';
import type { ModelView } from '../model-view.ts';

/** Parts that a dataset itself declares; those that come with its files are not known. */
export function datasetParts(set: { readonly qualifiedName: string }, model: ModelView): readonly string[] {
  const block = model.block(datasetWord, set);
  if (!block) return [];
  return block.actions(splitOfDataset.verb).flatMap((action) =>
    block
      .actionBlock(splitOfDataset, action)
      .rows()
      .map(({ node }) => node.name),
  );
}
