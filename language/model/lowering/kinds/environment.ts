import { environment } from '../../../vocabulary/areas/release.ts';
import type { KindLowering } from '../kind-lowering.ts';

export const lowering: KindLowering<'environment'> = {
  kind: 'environment',
  lower(symbol, context) {
    const parent = context.block(environment, symbol).clause('extends');
    return {
      ...context.element('environment', symbol),
      ...(parent ? { extends: context.ref<'environment'>(parent.value, parent.origin) } : {}),
    };
  },
};
