import { service } from '../../../vocabulary/areas/serving.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { devicesAt, devicesOf } from '../../training/devices.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';
import { servedChains } from '../served-chains.ts';

/** A TensorRT engine runs on the kind of GPU that it was built on and on no other. */
export const rule: Rule = {
  code: 'TN2005',
  name: 'engine-elsewhere',
  summary: 'A service runs an engine on another GPU than the one that it was compiled for.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(service, (block, model, report) => {
      const element = model.own('service', block.symbol);
      const devices = element?.runsOn && devicesOf(element.runsOn, model);
      if (!element?.runsOn || !devices) return;
      for (const served of servedChains(block)) {
        const chain = model.block(optimize, served.chain);
        for (const step of chain ? chainOf(chain).steps : []) {
          const on =
            isVerb(step, 'compile') && clauseOf(step, 'to')?.value === 'tensorrt'
              ? clauseOf(step, 'on')
              : undefined;
          const built = on && devicesAt(on, model);
          if (!on || !built?.facts.gpu || built.facts.gpu.name === devices.facts.gpu?.name) continue;
          // A branch for another device is none of this service's.
          if (step.branches.length > 0) continue;
          const has = devices.facts.gpu?.name;
          report({
            message: `${element.name} runs ${chain!.symbol.name} on ${has === undefined ? `${devices.on.machine.value} without a GPU` : `the ${has} of ${devices.on.name}`}, and ${step.name} is an engine for the ${built.facts.gpu.name} of ${built.on.name}.`,
            origin: served.origin,
            help: `Compile it on ${devices.on.name}, or run the service on ${built.on.name}.`,
            related: [
              { origin: on.origin, message: 'It is compiled here.' },
              { origin: element.runsOn.origin, message: 'It runs here.' },
            ],
            ...fixable(
              has !== undefined &&
                isPlain(on.node, step.layer) &&
                on.node.$type === 'NameRef' &&
                isVisible(step.layer, devices.on.name)
                ? change(`Compile it on ${devices.on.name}`, on, devices.on.name, true)
                : undefined,
            ),
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const isVisible = (layer: Parameters<typeof isPlain>[1], name: string): boolean =>
  layer.reader.names.lookup(name, ['pool', 'machine']) !== undefined;
