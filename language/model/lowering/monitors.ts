import { monitor } from '../../vocabulary/areas/serving.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import type { Monitor } from '../service.ts';
import type { Block } from './block.ts';
import type { LoweringContext } from './context.ts';
import { optional } from './optional.ts';
import { recoveryChain } from './recoveries.ts';

/** What is watched for ever, in the order written. `around` is the element whose figures are named. */
export function monitorsOf(block: Block, context: LoweringContext, around: Symbol = block.symbol): Monitor[] {
  return block.actions(monitor.verb).flatMap((action): Monitor[] => {
    const { node, in: layer } = action;
    if (!node.object) return [];
    const origin = block.originOf(node, layer, 'monitor');
    const during = block.actionBlock(monitor, action).clause('for');
    return [
      {
        condition: context.expression(node.object, 'measures', around, layer.reader, origin),
        ...optional('for', during && { value: during.value, origin: during.origin }),
        then: node.next ? recoveryChain(block, { node: node.next, in: layer }, context) : [],
        origin,
      },
    ];
  });
}
