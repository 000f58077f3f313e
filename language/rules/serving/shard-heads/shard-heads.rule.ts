import { servedModels } from '../../../capacity/index.ts';
import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Each device computes some of the attention heads, and half a head is none. */
export const rule: Rule = {
  code: 'TN1711',
  name: 'shard-heads',
  summary: 'The attention heads of a model can not be divided among its devices.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      for (const { model: served, shard } of servedModels(model, service)) {
        const tensor = shard?.require('tensor');
        const heads = model.block(modelWord, served)?.get('heads');
        if (!tensor || !heads || heads.value % tensor.value === 0) continue;
        const fits = divisorBelow(heads.value, tensor.value);
        report({
          message: `The ${heads.value} attention heads of ${served.name} can't be divided among ${tensor.value} GPUs.`,
          origin: tensor.origin,
          help: `Take a number that divides ${heads.value}, such as ${fits}.`,
          data: {
            replacements: isOwn(tensor.origin)
              ? [replace(`Change to ${fits}`, tensor.origin, `tensor: ${fits}`)]
              : [],
          },
          related: [{ origin: heads.origin, message: `${served.name} has ${heads.value} heads.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function divisorBelow(heads: number, devices: number): number {
  let divisor = devices;
  while (heads % divisor !== 0) divisor--;
  return divisor;
}
