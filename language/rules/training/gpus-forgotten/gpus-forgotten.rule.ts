import { trainsNetwork } from '../../../capacity/index.ts';
import { training } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { devicesOf } from '../devices.ts';
import { runsOf } from '../runs.ts';
import { fixable } from '../../plain-value.ts';

/** Without `gpus_per_node` a program gets none, however many the machine has. */
export const rule: Rule = {
  code: 'TN1658',
  name: 'gpus-forgotten',
  summary: 'A training runs on GPU machines and asks for no GPU.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const devices = element?.runsOn && devicesOf(element.runsOn.pool, model);
      const gpu = devices?.facts.gpu;
      const runs = runsOf(block);
      if (!element?.runsOn || !gpu || !runs) return;
      const { gpusPerNode, origin } = element.runsOn;
      if (gpusPerNode.value > 0 || gpusPerNode.origin.layer !== 'default') return;
      if (element.framework === undefined || !trainsNetwork(element)) return;
      report({
        message: `${element.name} asks for no GPU, and each ${devices.on.machine.value} of ${devices.on.name} has ${gpu.count} ${gpu.name}.`,
        origin,
        help: `Add gpus_per_node: ${gpu.count}, or run it on machines without GPUs.`,
        ...fixable({
          title: `Add gpus_per_node: ${gpu.count}`,
          edits: [addStatement(placeOf(runs.layers), `gpus_per_node: ${gpu.count}`)],
          preferred: gpu.count === 1,
        }),
      });
    }),
  ],
  fixes: [replaceFix],
};
