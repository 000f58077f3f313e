import { channel } from '../../../vocabulary/areas/infrastructure.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';

export const lowering: KindLowering<'channel'> = {
  kind: 'channel',
  lower(symbol, context) {
    const block = context.block(channel, symbol);
    return {
      ...context.element('channel', symbol),
      via: block.require('via'),
      ...optional('to', block.get('to')),
    };
  },
};
