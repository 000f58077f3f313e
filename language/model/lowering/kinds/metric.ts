import { isDeclaration } from '../../../generated/ast.ts';
import { metric } from '../../../vocabulary/areas/experiments.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';

export const lowering: KindLowering<'metric'> = {
  kind: 'metric',
  lower(symbol, context) {
    if (!isDeclaration(symbol.node)) return undefined;
    const block = context.block(metric, symbol);
    const of = block.clause('of');
    const { value } = symbol.node;
    const formula =
      value && context.expression(value, 'metric', symbol, block.top.reader, context.origin(symbol, value));
    return {
      ...context.element('metric', symbol),
      ...optional('of', of && context.ref(of.value, of.origin)),
      ...optional('formula', formula),
    };
  },
};
