import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { service } from '../../../vocabulary/areas/serving.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { devicesOf } from '../../training/devices.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';
import { servedChains } from '../served-chains.ts';

const OF_PHONES: Readonly<Record<string, string>> = {
  coreml: 'Core ML, which runs on Apple devices only',
  litert: 'LiteRT, which no server loads',
};

/** What is compiled for phones is served by phones. */
export const rule: Rule = {
  code: 'TN2029',
  name: 'served-format',
  summary: 'A service on servers runs a model that was compiled for phones.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(service, (block, model, report) => {
      const element = model.own('service', block.symbol);
      if (!element?.runsOn || !devicesOf(element.runsOn, model)) return;
      for (const { chain, origin } of servedChains(block)) {
        const own = model.block(optimize, chain);
        const steps = own ? chainOf(own).steps : [];
        const last = steps.at(-1);
        const to = isVerb(last, 'compile') ? clauseOf(last, 'to') : undefined;
        const format = to && OF_PHONES[to.value];
        // With branches the deployment chooses among several results.
        if (!format || steps.some(({ branches }) => branches.length > 0)) continue;
        report({
          message: `${element.name} runs on servers, and ${chain.name} ends as ${format}.`,
          origin,
          help: 'Serve a result that is an ONNX file, or compiled for the server.',
          related: [{ origin: to.origin, message: 'It is compiled here.' }],
        });
      }
    }),
  ],
};
