import { deployment, emit, usesInDeployment } from '../../../vocabulary/areas/release.ts';
import type { Reference } from '../../../vocabulary/value-type.ts';
import type { KindLowering } from '../kind-lowering.ts';

export const lowering: KindLowering<'deployment'> = {
  kind: 'deployment',
  lower(symbol, context) {
    const block = context.block(deployment, symbol);
    const environment = block.get('environment');
    const uses = block.actions('uses').flatMap((action) => {
      const read =
        action.node.object && action.in.reader.read(usesInDeployment.object!.type, action.node.object);
      return ((read ?? []) as Reference[]).map((each) =>
        context.ref(each, { ...block.originOf(each.value.node, action.in, 'uses') }),
      );
    });
    const emits = block.actions('emit').flatMap((action) => {
      const read = action.node.object && action.in.reader.read(emit.object!.type, action.node.object);
      return ((read ?? []) as string[]).map((target) => ({
        target,
        origin: block.originOf(action.node, action.in, 'emit'),
      }));
    });
    return {
      ...context.element('deployment', symbol),
      ...(environment
        ? { environment: context.ref<'environment'>(environment.value, environment.origin) }
        : {}),
      uses,
      emit: emits,
    };
  },
};
