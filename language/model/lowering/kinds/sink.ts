import { sink } from '../../../vocabulary/areas/data.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';

export const lowering: KindLowering<'sink'> = {
  kind: 'sink',
  lower(symbol, context) {
    const block = context.block(sink, symbol);
    const to = block.clause('to');
    return {
      ...context.element('sink', symbol),
      ...optional('format', block.get('format')),
      ...optional('location', block.get('location')),
      ...optional('mode', block.get('mode')),
      ...(to ? { to: context.ref(to.value, to.origin) } : {}),
    };
  },
};
