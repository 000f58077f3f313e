import { runsTraining, search, trials } from '../../../vocabulary/areas/training.ts';
import type { Block } from '../../../model/lowering/block.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { triesOf } from '../tries.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** More trials at a time than there are trials, combinations or machines are none. */
export const rule: Rule = {
  code: 'TN1677',
  name: 'trial-count',
  summary: 'A search makes more trials than it has values for, or more at a time than it has machines for.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onBlock(search, (block, model, report) => {
      const child = block.child(trials);
      const total = child?.get('total');
      const parallel = child?.get('parallel');
      if (!child || !total || !parallel) return;
      const combinations = combinationsOf(block);
      if (combinations !== undefined && total.value > combinations) {
        const place = written(child, 'total');
        report({
          message: `${block.symbol.name} makes ${total.value} trials, and there are ${combinations} combinations to try.`,
          origin: total.origin,
          help: 'Trials beyond that repeat what was tried.',
          ...fixable(place && change(`Change to ${combinations}`, place, String(combinations), true)),
        });
      }
      const room = roomOf(block, model);
      const most = Math.min(total.value, room?.trials ?? Infinity);
      if (parallel.value <= most) return;
      const place = written(child, 'parallel');
      report({
        message:
          most === total.value
            ? `${block.symbol.name} runs ${parallel.value} trials at a time, and makes ${total.value} in all.`
            : `${block.symbol.name} runs ${parallel.value} trials at a time, and ${room!.name} has room for ${most}.`,
        origin: parallel.origin,
        help:
          most === total.value
            ? 'More at a time finds nothing more.'
            : 'The others wait, and their timeout runs.',
        ...fixable(place && change(`Change to ${most}`, place, String(most), true)),
      });
    }),
  ],
  fixes: [replaceFix],
};

/** How many different trials there are, when every parameter has a list of values and none depends on another. */
function combinationsOf(block: Block<typeof search>): number | undefined {
  const tried = triesOf(block);
  if (tried.length === 0 || tried.length < block.actions('try').length) return undefined;
  return tried.reduce<number | undefined>(
    (product, { items }) =>
      product === undefined || !items || items.length === 0 ? undefined : product * items.length,
    1,
  );
}

/** How many trials the machines of a pool hold, one node each. */
function roomOf(
  block: Block<typeof search>,
  model: ModelView,
): { readonly trials: number; readonly name: string } | undefined {
  const action = block.actions(runsTraining.verb).at(-1);
  const runs = action && block.actionBlock(runsTraining, action);
  const ground = runs?.clause('on')?.value.symbol;
  const pool = ground && model.find(ground);
  if (!runs || pool?.kind !== 'pool') return undefined;
  const nodes = runs.require('nodes').value;
  const gpus = runs.require('gpus_per_node').value;
  const inNode = nodes === 1 && gpus > 0 && pool.facts?.gpu ? Math.floor(pool.facts.gpu.count / gpus) : 1;
  const room = Math.floor(pool.max.value / nodes) * inNode;
  // Without GPUs nobody says how many trials share a machine.
  return gpus === 0 || room === 0 ? undefined : { trials: room, name: pool.name };
}
