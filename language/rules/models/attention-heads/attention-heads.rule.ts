import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** Heads divide the width, and heads of keys and values divide the heads. */
export const rule: Rule = {
  code: 'TN1511',
  name: 'attention-heads',
  summary: "The attention heads of a model don't divide what they share.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(modelWord, (block, _, report) => {
      const heads = block.get('heads');
      const hidden = block.get('hidden');
      const keys = block.get('kv_heads');
      if (!heads) return;
      const isDivided = block.entries('head_size').length > 0 || !hidden || hidden.value % heads.value === 0;
      if (!isDivided) {
        const right = nearestDivisor(hidden.value, heads.value);
        const place = written(block, 'heads');
        report({
          message: `A width of ${hidden.value} can't be divided among ${heads.value} heads.`,
          origin: heads.origin,
          help: `${right} heads would divide it. A model whose heads have another size declares head_size.`,
          related: [{ origin: hidden.origin, message: 'The width.' }],
          ...fixable(place && change(`Change heads to ${right}`, place, String(right))),
        });
        return;
      }
      if (!keys || heads.value % keys.value === 0) return;
      const right = nearestDivisor(heads.value, keys.value);
      const place = written(block, 'kv_heads');
      report({
        message: `${heads.value} heads can't share ${keys.value} heads of keys and values evenly.`,
        origin: keys.origin,
        help: `${right} would divide them.`,
        related: [{ origin: heads.origin, message: 'The heads.' }],
        ...fixable(place && change(`Change kv_heads to ${right}`, place, String(right))),
      });
    }),
  ],
  fixes: [replaceFix],
};

/** The divisor of a number that is nearest to another number; of two the smaller one. */
function nearestDivisor(of: number, near: number): number {
  for (let distance = 0; distance < near; distance += 1) {
    if (of % (near - distance) === 0) return near - distance;
    if (near + distance <= of && of % (near + distance) === 0) return near + distance;
  }
  return 1;
}
