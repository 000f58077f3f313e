import { checkpoint, training } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';

/** A training that is over before this is simply run again. */
const SHORT_SECONDS = 30 * 60;

/** What the provider takes back is lost unless it was saved. */
export const rule: Rule = {
  code: 'TN1660',
  name: 'spot-checkpoint',
  summary: 'A training on spot machines saves no checkpoint.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const pool = element?.runsOn && model.find(element.runsOn.pool);
      if (!element?.runsOn || pool?.kind !== 'pool' || !pool.spot.value || block.child(checkpoint)) return;
      if (element.timeout && element.timeout.value.value <= SHORT_SECONDS) return;
      const statement = 'checkpoint { every: 15m, keep: 2 }';
      report({
        message: `${element.name} runs on spot machines (${pool.name}) and saves no checkpoint.`,
        origin: element.runsOn.origin,
        help: 'Add a checkpoint: the provider takes a spot machine back with two minutes of notice.',
        related: [{ origin: pool.spot.origin, message: `${pool.name} is spot.` }],
        ...fixable({
          title: `Add ${statement}`,
          edits: [addStatement(placeOf(block.layers), statement)],
          preferred: true,
        }),
      });
    }),
  ],
  fixes: [replaceFix],
};
