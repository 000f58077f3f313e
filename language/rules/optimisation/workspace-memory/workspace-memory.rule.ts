import { printAmount } from '../../../capacity/index.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { devicesAt } from '../../training/devices.ts';
import { change, fixable, written } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';

const GIB = 1024 ** 3;

/** A compiler takes its workspace from the memory of the device. */
export const rule: Rule = {
  code: 'TN2028',
  name: 'workspace-memory',
  summary: 'A compiler may use more memory than its GPU has.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      for (const step of chainOf(block).steps) {
        if (!isVerb(step, 'compile')) continue;
        const on = clauseOf(step, 'on');
        const workspace = step.block.get('workspace');
        const memory = on && devicesAt(on, model)?.facts.gpu?.memory;
        if (!on || !workspace || memory === undefined || workspace.value.value <= memory) continue;
        const place = written(step.block, 'workspace');
        const right = `${Math.max(1, Math.floor(memory / 4 / GIB))}GiB`;
        report({
          message: `${step.name} may use ${workspace.value.text}, and a GPU of ${on.value.symbol.name} has ${printAmount({ value: memory, unit: 'B' })}.`,
          origin: workspace.origin,
          help: `A quarter of it is enough for most models: ${right}.`,
          related: [{ origin: on.origin, message: 'It is compiled here.' }],
          ...fixable(place && change(`Change to ${right}`, place, right)),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
