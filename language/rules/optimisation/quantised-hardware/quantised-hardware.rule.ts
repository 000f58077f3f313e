import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { capability, devicesAt, lacking } from '../../training/devices.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb, stepsBefore } from '../chain.ts';

/** Fewer bits are faster only where the device computes with them. */
export const rule: Rule = {
  code: 'TN2009',
  name: 'quantised-hardware',
  summary: 'A model is quantised to a format that the GPU it is compiled for does not have.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      for (const step of chainOf(block).steps) {
        if (!isVerb(step, 'compile')) continue;
        const on = clauseOf(step, 'on');
        const quantised = stepsBefore(step).find((each) => isVerb(each, 'quantise'));
        const devices = on && devicesAt(on, model);
        const to = isVerb(quantised, 'quantise') ? clauseOf(quantised, 'to') : undefined;
        const short = devices && to && lacking(to.value, devices);
        if (!short) continue;
        const right = to.value === 'fp8' ? 'int8' : 'fp16';
        report({
          message: `${to.value} needs compute capability ${capability(short.needed)}, and the ${devices.facts.gpu!.name} of ${devices.on.name}, for which ${step.name} is compiled, has ${capability(short.has)}.`,
          origin: to.origin,
          help: `Quantise to ${right}, or compile for a newer GPU.`,
          related: [{ origin: on.origin, message: 'It is compiled for this one.' }],
          ...fixable(
            isPlain(to.node, quantised!.layer) ? change(`Change to ${right}`, to, right) : undefined,
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
