import type { Block } from '../../../model/lowering/block.ts';
import { loss, mix, training } from '../../../vocabulary/areas/training.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';
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
      for (const step of chainOf(block).steps)
        if (isVerb(step, 'distil')) check(step.block, step.name, report);
    }),
    onBlock(training, (block, _, report) => {
      for (const owner of [block, ...block.children(loss)]) check(owner, block.symbol.name, report);
    }),
  ],
  fixes: [replaceFix],
};

function check(owner: Block, name: string, report: SystemReport): void {
  const own = owner.child(mix);
  const parts = (own?.rows() ?? []).flatMap(({ node, in: layer }) => {
    const value = node.value && layer.reader.silently().evaluate(node.value);
    const share =
      value?.is === 'number' ? value.number : value?.is === 'quantity' ? value.quantity.value : undefined;
    return share === undefined ? [] : [{ name: node.name, share }];
  });
  const sum = round(parts.reduce((total, { share }) => total + share, 0));
  if (!own || parts.length < 2 || sum === 1) return;
  report({
    message: `The parts of the loss of ${name} weigh ${sum} together (${parts.map((part) => `${part.name} ${part.share}`).join(', ')}).`,
    origin: own.origin(),
    help: 'Let them add up to 1, so that the learning rate means the same as without them.',
    ...fixable(
      ...parts.map((part) => {
        const right = round(part.share + 1 - sum);
        const place = right > 0 && right < 1 ? written(own, part.name) : undefined;
        return place && change(`Change ${part.name} to ${right}`, place, String(right));
      }),
    ),
  });
}

const round = (value: number): number => Number(value.toFixed(6));
