import { mix } from '../../../vocabulary/areas/training.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../training/written.ts';
import { chainOf, isVerb } from '../chain.ts';

/** Weights of a mean of losses add up to 1. */
export const rule: Rule = {
  code: 'TN2016',
  name: 'mix-shares',
  summary: 'The weights of the parts of a loss do not add up to 1.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        const own = isVerb(step, 'distil') ? step.block.child(mix) : undefined;
        const parts = (own?.rows() ?? []).flatMap(({ node, in: layer }) => {
          const value = node.value && layer.reader.silently().evaluate(node.value);
          const share =
            value?.is === 'number'
              ? value.number
              : value?.is === 'quantity'
                ? value.quantity.value
                : undefined;
          return share === undefined ? [] : [{ name: node.name, share }];
        });
        const sum = round(parts.reduce((total, { share }) => total + share, 0));
        const last = parts.at(-1);
        if (!own || !last || parts.length < 2 || sum === 1) continue;
        const right = round(last.share + 1 - sum);
        const place = right > 0 && right < 1 ? written(own, last.name) : undefined;
        report({
          message: `The parts of the loss of ${step.name} weigh ${sum} together (${parts.map(({ name, share }) => `${name} ${share}`).join(', ')}).`,
          origin: own.origin(),
          help: 'Let them add up to 1, so that the learning rate means the same as without them.',
          ...fixable(place && change(`Change ${last.name} to ${right}`, place, String(right))),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const round = (value: number): number => Number(value.toFixed(6));
