import { claim, requireOfClaim, usesInClaim } from '../../../vocabulary/areas/operations.ts';
import { requirementsOf } from '../conditions.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';
import { referencesOf } from '../references.ts';

export const lowering: KindLowering<'claim'> = {
  kind: 'claim',
  lower(symbol, context) {
    const block = context.block(claim, symbol);
    const of = block.clause('of');
    return {
      ...context.element('claim', symbol),
      ...optional('of', of && context.ref(of.value, of.origin)),
      statements: requirementsOf(block, requireOfClaim, 'metrics', context),
      uses: referencesOf(block, usesInClaim, context),
    };
  },
};
