import { training } from '../../../vocabulary/areas/training.ts';
import type { Pool } from '../../../model/infrastructure.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { runsOf } from '../runs.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** A run waits for ever for machines that its pool never has. */
export const rule: Rule = {
  code: 'TN1656',
  name: 'nodes-of-pool',
  summary: 'A training asks for more nodes than its pool ever has.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const pool = element?.runsOn && model.find(element.runsOn.pool);
      if (!element?.runsOn || pool?.kind !== 'pool') return;
      const { nodes } = element.runsOn;
      if (nodes.value <= pool.max.value) return;
      const runs = runsOf(block);
      const place = runs && written(runs, 'nodes');
      const most = pool.max.value;
      report({
        message: `${element.name} asks for ${nodes.value} nodes, and ${pool.name} has at most ${most}.`,
        origin: nodes.origin,
        help: `Ask for ${most}, or let ${pool.name} grow to ${nodes.value}.`,
        related: [{ origin: pool.max.origin, message: `Here ${pool.name} ends.` }],
        ...fixable(
          place && most > 0 ? change(`Change nodes to ${most}`, place, String(most)) : undefined,
          larger(pool, nodes.value),
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};

/** Only where the number stands itself: a parameter or a template reaches others. */
function larger(pool: Pool, most: number) {
  const { max } = pool;
  if (max.parameter !== undefined || max.origin.layer === 'default' || max.origin.layer === 'template')
    return undefined;
  const count = pool.min.value === most ? String(most) : `${pool.min.value}..${most}`;
  return {
    title: `Let ${pool.name} grow to ${most}`,
    edits: [{ file: max.origin.file, range: max.origin.range, newText: `count: ${count}` }],
  };
}
