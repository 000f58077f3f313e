import { monitoring } from '../../../vocabulary/areas/operations.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { monitorsOf } from '../monitors.ts';
import { optional } from '../optional.ts';

export const lowering: KindLowering<'monitoring'> = {
  kind: 'monitoring',
  lower(symbol, context) {
    const block = context.block(monitoring, symbol);
    const of = block.clause('of');
    return {
      ...context.element('monitoring', symbol),
      ...optional('of', of && context.ref(of.value, of.origin)),
      monitors: monitorsOf(block, context),
    };
  },
};
