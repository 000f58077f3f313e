import { model } from '../../../vocabulary/areas/models.ts';
import type { Model } from '../../learning.ts';
import { benchmarkOf } from '../benchmark.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { objectivesOf } from '../objectives.ts';
import { optional } from '../optional.ts';
import { portsOf } from '../ports.ts';

export const lowering: KindLowering<'model'> = {
  kind: 'model',
  lower(symbol, context) {
    const block = context.block(model, symbol);
    const artifact = block.get('artifact');
    const path = artifact?.value.positional[0];
    const objectives = objectivesOf(block, context);
    return {
      ...context.element('model', symbol),
      ...optional(
        'artifact',
        artifact && path?.is === 'text'
          ? { format: artifact.value.name, path: { value: path.text, origin: artifact.origin } }
          : undefined,
      ),
      inputs: portsOf(block, 'input', context),
      outputs: portsOf(block, 'output', context),
      ...(objectives.length === 0 ? {} : { objectives }),
      ...optional('benchmark', benchmarkOf(block)),
    } satisfies Model;
  },
};
