import { gpuMachinesOn, servedModels } from '../../../capacity/index.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** The devices that share a layer exchange their parts several times in every layer, so they are in one machine. */
export const rule: Rule = {
  code: 'TN1710',
  name: 'shard-devices',
  summary: 'A model is spread over more GPUs than a machine has.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      if (!service.runsOn) return;
      const machines = gpuMachinesOn(model, service.runsOn);
      // Without any GPU another rule has told.
      if (machines.length === 0) return;
      const most = Math.max(...machines.map(({ facts }) => facts!.gpu!.count));
      for (const { model: served, shard } of servedModels(model, service)) {
        const tensor = shard?.require('tensor');
        if (!tensor || tensor.value <= most) continue;
        report({
          message: `${served.name} is spread over ${tensor.value} GPUs, and a machine has ${most} (${[...new Set(machines.map(({ machine }) => machine.value))].join(', ')}).`,
          origin: tensor.origin,
          help: 'Take larger machines, or spread the layers over machines with pipeline.',
          data: {
            replacements: isOwn(tensor.origin)
              ? [replace(`Change to ${most}`, tensor.origin, `tensor: ${most}`)]
              : [],
          },
          related: machines.map((one) => ({
            origin: one.machine.origin,
            message: `Machine of ${one.name}.`,
          })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
