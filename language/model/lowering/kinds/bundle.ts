import { bundle, takes } from '../../../vocabulary/areas/features.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import type { KindLowering } from '../kind-lowering.ts';

export const lowering: KindLowering<'bundle'> = {
  kind: 'bundle',
  lower(symbol, context) {
    const block = context.block(bundle, symbol);
    const chosen = block.actions('takes').flatMap((action) => {
      const { object } = action.node;
      const references = object && action.in.reader.read(takes.object!.type, object);
      const origin = block.originOf(action.node, action.in, 'takes');
      return ((references ?? []) as { symbol: Symbol }[]).flatMap((each) =>
        featureSymbols(each.symbol).map((feature) => context.refTo<'feature'>(feature, origin)),
      );
    });
    return { ...context.element('bundle', symbol), version: block.require('version'), takes: chosen };
  },
};

/** A feature itself, or the features of a view in their order. */
export function featureSymbols(symbol: Symbol): Symbol[] {
  if (symbol.kind === 'feature') return [symbol];
  return [...symbol.members.values()].filter((member) => member.kind === 'feature');
}
