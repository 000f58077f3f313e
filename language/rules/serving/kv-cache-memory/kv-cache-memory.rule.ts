import { servedModels } from '../../../capacity/index.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** vLLM takes 90 % by itself; CUDA graphs and fragments need some of the rest. */
const USUAL = '90%';
const MOST = 0.97;

/** The share counts weights, activations and cache together; what CUDA itself needs has to be left. */
export const rule: Rule = {
  code: 'TN1712',
  name: 'kv-cache-memory',
  summary: 'A language model server takes all of the memory of its GPU, or more.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      for (const { kvCache, model: served } of servedModels(model, service)) {
        const memory = kvCache?.get('memory');
        if (!memory || (memory.value > 0 && memory.value <= MOST)) continue;
        const isPossible = memory.value > 0 && memory.value <= 1;
        const share = `${Number((memory.value * 100).toPrecision(4))}%`;
        report({
          message: `${served.name} can't have ${share} of the memory: CUDA needs some of it.`,
          origin: memory.origin,
          severity: isPossible ? 'warning' : 'error',
          help: `Take ${USUAL}, as the server does by itself.`,
          data: {
            replacements: isOwn(memory.origin)
              ? [replace(`Change to ${USUAL}`, memory.origin, `memory: ${USUAL}`, true)]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
