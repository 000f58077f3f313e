import { strategy, training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { devicesOf } from '../devices.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** NCCL works between GPUs only, and Gloo is the slow way between them. */
export const rule: Rule = {
  code: 'TN1654',
  name: 'collective-backend',
  summary: "The backend of a strategy doesn't fit the devices that it connects.",
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const devices = element?.runsOn && devicesOf(element.runsOn.pool, model);
      if (!element?.runsOn || !devices) return;
      const onGpus = devices.facts.gpu !== undefined && element.runsOn.gpusPerNode.value > 0;
      for (const [index, { name, settings }] of element.strategies.entries()) {
        const backend = settings.find((setting) => setting.name === 'backend');
        const right = onGpus ? 'nccl' : 'gloo';
        const wrong = onGpus ? 'gloo' : 'nccl';
        // One device alone exchanges nothing.
        if (backend?.value !== wrong || (onGpus && element.worldSize === 1)) continue;
        const place = written(block.children(strategy)[index]!, 'backend');
        report({
          message: onGpus
            ? `${name} of ${element.name} goes over gloo, which copies every gradient of ${element.worldSize} GPUs through the processors.`
            : `${name} of ${element.name} goes over nccl, which needs a GPU in every process, and it runs on processors.`,
          origin: backend.origin,
          severity: onGpus ? 'warning' : 'error',
          help: `Use ${right}.`,
          related: [{ origin: element.runsOn.origin, message: `It runs on ${devices.on.machine.value}.` }],
          ...fixable(place && change(`Change to ${right}`, place, right, true)),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
