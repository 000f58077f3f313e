import { training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { devicesOf } from '../devices.ts';
import { runsOf } from '../runs.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** GPUs of a machine that are not asked for are paid for all the same. */
export const rule: Rule = {
  code: 'TN1663',
  name: 'gpus-idle',
  summary: 'A training uses only some of the GPUs of each of its machines.',
  severity: 'hint',
  set: 'strict',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const devices = element?.runsOn && devicesOf(element.runsOn.pool, model);
      const gpu = devices?.facts.gpu;
      if (!element?.runsOn || !gpu) return;
      const { gpusPerNode } = element.runsOn;
      if (gpusPerNode.value === 0 || gpusPerNode.value >= gpu.count) return;
      const runs = runsOf(block);
      const place = runs && element.mesh.length === 0 ? written(runs, 'gpus_per_node') : undefined;
      report({
        message: `${element.name} uses ${gpusPerNode.value} of the ${gpu.count} GPUs of each ${devices.on.machine.value}.`,
        origin: gpusPerNode.origin,
        help: `Use all ${gpu.count}, or take smaller machines.`,
        ...fixable(place && change(`Change gpus_per_node to ${gpu.count}`, place, String(gpu.count))),
      });
    }),
  ],
  fixes: [replaceFix],
};
