import { findMachine } from '../../../library/machine-catalogue.ts';
import { pool } from '../../../vocabulary/areas/infrastructure.ts';
import type { Pool } from '../../infrastructure.ts';
import type { Block } from '../block.ts';
import type { LoweringContext } from '../context.ts';
import { given, givenEnds } from '../given.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';

/** A pool outside a cluster: machines that exist already, to be referred to. */
export const lowering: KindLowering<'pool'> = {
  kind: 'pool',
  lower: (symbol, context) => lowerPool(context.block(pool, symbol), context),
};

/** Undefined without a machine, which a check reports. */
export function lowerPool(block: Block<typeof pool>, context: LoweringContext): Pool | undefined {
  const machine = block.get('machine');
  if (machine === undefined) return undefined;
  return {
    ...context.element('pool', block.symbol),
    machine: given(context, block, 'machine', machine),
    ...optional('facts', findMachine(machine.value)),
    ...givenEnds(context, block, 'count', block.require('count')),
    spot: given(context, block, 'spot', block.require('spot')),
    ...optional('disk', given(context, block, 'disk', block.get('disk'))),
  };
}
