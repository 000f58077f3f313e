import { route, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';

/** A path leads to what the service runs. */
export const rule: Rule = {
  code: 'TN1736',
  name: 'route-model',
  summary: 'A path leads to a model that the service does not serve.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, _model, report) => {
      const served = servingBlocks(service).map(({ model }) => model);
      // A path may name the model that an optimised one is made from.
      if (served.length === 0 || served.some(({ kind }) => kind === 'optimize')) return;
      for (const path of service.children(route)) {
        const to = path.clause('to');
        if (!to || served.includes(to.value.symbol)) continue;
        const names = [...new Set(served.map(({ name }) => name))];
        report({
          message: `${service.symbol.name} does not serve ${to.value.symbol.name}, where this path leads.`,
          origin: to.origin,
          help: `It serves ${names.join(', ')}.`,
          data: {
            replacements: isOwn(to.origin)
              ? names.map((name) => replace(`Lead to ${name}`, to.origin, `to ${name}`, names.length === 1))
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
