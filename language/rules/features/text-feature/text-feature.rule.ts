import { printType } from '../../../types/data-type.ts';
import { bothChains } from '../../both-chains.ts';
import { onElement, type Rule } from '../../rule.ts';
import { familyOf } from '../../type-family.ts';

/** A tensor of numbers is filled with numbers. */
export const rule: Rule = {
  code: 'TN1407',
  name: 'text-feature',
  summary: 'A feature that is a text or a time fills a tensor of numbers.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('model', (net, model, report) => {
      for (const input of net.inputs) {
        if (input.type.kind !== 'tensor' || input.type.item === 'string') continue;
        for (const ref of input.features) {
          const feature = model.find(ref);
          const family = feature?.kind === 'feature' ? familyOf(feature.type) : undefined;
          if (feature?.kind !== 'feature' || (family !== 'text' && family !== 'time')) continue;
          report({
            message: `${feature.name} is a ${printType({ ...feature.type, nullable: false })}, and input ${input.name} of ${net.name} takes ${input.type.item}.`,
            origin: ref.origin,
            help:
              family === 'text'
                ? `Give each value a number before: ${feature.name} == "…" as a feature of its own for each, or hash(…).`
                : 'Give a number that says something, such as hour(…) or the time that has passed.',
            related: bothChains(model, feature, input, 1),
          });
        }
      }
    }),
  ],
};
