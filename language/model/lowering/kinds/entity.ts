import { entity } from '../../../vocabulary/areas/features.ts';
import type { KindLowering } from '../kind-lowering.ts';

export const lowering: KindLowering<'entity'> = {
  kind: 'entity',
  lower(symbol, context) {
    const key = context.block(entity, symbol).get('key');
    return key && { ...context.element('entity', symbol), key };
  },
};
