import type { Cloud, Resource } from '../../model/infrastructure.ts';
import type { Block } from '../../model/lowering/block.ts';
import { cloud as cloudWord } from '../../vocabulary/areas/infrastructure.ts';
import type { NounWord } from '../../vocabulary/word.ts';
import type { ModelView } from '../model-view.ts';

/** The statements of a resource where its own cloud writes them; undefined when they only stand in a template. */
export const resourceBlock = <W extends NounWord>(
  model: ModelView,
  cloud: Cloud,
  word: W,
  { name }: Pick<Resource, 'name'>,
): Block<W> | undefined => own(model.block(cloudWord, cloud)?.children(word), name);

// A resource of a template has the template's symbol, so names are compared and not symbols.
const own = <W extends NounWord>(
  blocks: readonly Block<W>[] | undefined,
  name: string,
): Block<W> | undefined =>
  blocks?.find((block) => block.symbol.name === name)?.layers.some(({ layer }) => layer === 'declaration')
    ? blocks.find((block) => block.symbol.name === name)
    : undefined;
