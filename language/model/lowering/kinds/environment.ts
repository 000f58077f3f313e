import { isDeclaration } from '../../../generated/ast.ts';
import { environment } from '../../../vocabulary/areas/release.ts';
import { overridden } from '../environment.ts';
import type { KindLowering } from '../kind-lowering.ts';

export const lowering: KindLowering<'environment'> = {
  kind: 'environment',
  lower(symbol, context) {
    const block = context.block(environment, symbol);
    const parent = block.clause('extends');
    for (const { node, in: layer } of block.statements()) {
      // What is said about an element becomes a layer of that element, not a part of the environment.
      if (isDeclaration(node) && overridden(context.analysis, symbol, node)) layer.seen.statements.add(node);
    }
    return {
      ...context.element('environment', symbol),
      ...(parent ? { extends: context.ref<'environment'>(parent.value, parent.origin) } : {}),
    };
  },
};
