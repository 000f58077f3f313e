import { isStep, type Action } from '../../generated/ast.ts';
import type { Block, BlockLayer } from '../../model/lowering/block.ts';
import type { Origin } from '../../model/origin.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import type { service } from '../../vocabulary/areas/serving.ts';
import { reference } from '../../vocabulary/value-type.ts';

const CHAIN = reference('model', 'engine', 'optimize');

/** The results of optimisations that a service serves, or runs in its steps. */
export function servedChains(block: Block<typeof service>): readonly {
  readonly chain: Symbol;
  readonly action: Action;
  readonly layer: BlockLayer;
  readonly origin: Origin;
}[] {
  const served = block.actions('serves').map(({ node, in: layer }) => ({ action: node, layer }));
  const run = block
    .statements()
    .flatMap(({ node, in: layer }) =>
      isStep(node) && node.action?.verb === 'run' ? [{ action: node.action, layer }] : [],
    );
  return [...served, ...run].flatMap(({ action, layer }) => {
    const chain = action.object && layer.reader.silently().read(CHAIN, action.object)?.symbol;
    return chain?.kind === 'optimize'
      ? [{ chain, action, layer, origin: block.originOf(action.object!, layer, action.verb) }]
      : [];
  });
}
