import { runsTraining, search } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { devicesAt } from '../devices.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** A trial gets no more GPUs than one machine has. */
export const rule: Rule = {
  code: 'TN1688',
  name: 'search-gpus',
  summary: 'The trials of a search ask for more GPUs than a machine of their pool has.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(search, (block, model, report) => {
      const action = block.actions(runsTraining.verb).at(-1);
      const runs = action && block.actionBlock(runsTraining, action);
      const on = runs?.clause('on');
      const devices = on && devicesAt(on, model);
      const gpus = runs?.require('gpus_per_node');
      const has = devices?.facts.gpu?.count ?? 0;
      if (!runs || !devices || !gpus || gpus.value <= has) return;
      const place = written(runs, 'gpus_per_node');
      report({
        message: `Each trial of ${block.symbol.name} asks for ${gpus.value} ${gpus.value === 1 ? 'GPU' : 'GPUs'}, and a machine of ${devices.on.name} has ${has === 0 ? 'none' : has} (${devices.on.machine.value}).`,
        origin: gpus.origin,
        help: has === 0 ? 'Name a pool of GPU machines.' : `Ask for ${has}, or take larger machines.`,
        related: [{ origin: devices.on.machine.origin, message: `Machine of ${devices.on.name}.` }],
        ...fixable(place && change(`Change gpus_per_node to ${has}`, place, String(has))),
      });
    }),
  ],
  fixes: [replaceFix],
};
