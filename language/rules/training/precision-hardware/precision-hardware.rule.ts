import { training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { capability, devicesOf, lacking } from '../devices.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** A device computes only with the number formats that it has circuits for. */
export const rule: Rule = {
  code: 'TN1657',
  name: 'precision-hardware',
  summary: 'The precision of a training needs a newer GPU than it runs on.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const precision = block.get('precision');
      const element = model.own('training', block.symbol);
      const devices = element?.runsOn && devicesOf(element.runsOn.pool, model);
      if (!precision || !element?.runsOn || !devices) return;
      const short = lacking(precision.value, devices);
      if (!short) return;
      const { gpu } = devices.facts;
      const right = precision.value === 'fp8' && short.has >= 8 ? 'bf16' : 'fp16';
      const place = written(block, 'precision');
      report({
        message: `${precision.value} needs compute capability ${capability(short.needed)}, and the ${gpu!.name} of ${devices.on.name} has ${capability(short.has)}.`,
        origin: precision.origin,
        help: `Use ${right}${right === 'fp16' ? ' with loss scaling' : ''}, or a pool with newer GPUs.`,
        related: [{ origin: devices.on.machine.origin, message: `Machine of ${devices.on.name}.` }],
        ...fixable(place && change(`Change to ${right}`, place, right, true)),
      });
    }),
  ],
  fixes: [replaceFix],
};
