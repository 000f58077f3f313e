import { pruneTrials } from '../../../vocabulary/areas/hyper-search.ts';
import { search } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** Trials are ended between the fewest and the most epochs, and within those that they train. */
export const rule: Rule = {
  code: 'TN1679',
  name: 'prune-epochs',
  summary: 'Trials are to be ended early at a number of epochs that they never reach.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(search, (block, model, report) => {
      const action = block.actions(pruneTrials.verb).at(-1);
      if (!action) return;
      const prune = block.actionBlock(pruneTrials, action);
      const min = prune.require('min');
      const max = prune.get('max');
      if (max && min.value >= max.value) {
        const least = written(prune, 'min');
        report({
          message: `No trial is ended early: it trains at least ${min.value} epochs and at most ${max.value}.`,
          origin: min.origin.layer === 'default' ? max.origin : min.origin,
          help: 'min is the number of epochs of the first look, max that of trials that are never ended.',
          ...fixable(least && max.value > 1 ? change('Change min to 1', least, '1') : undefined),
        });
        return;
      }
      const of = block.clause('of')?.value.symbol;
      const trained = of && model.element('training', of);
      const epochs = trained?.hyperParameters.find(({ name }) => name === 'epochs');
      const first = prune.get('min')!;
      if (typeof epochs?.value !== 'number' || first.value < epochs.value) return;
      const place = written(prune, 'min');
      report({
        message: `No trial is ended early: ${trained!.name} trains ${epochs.value} epochs, and the first look is after ${first.value}.`,
        origin: first.origin,
        help: 'Look earlier, or train longer.',
        related: [{ origin: epochs.origin, message: 'The epochs of a trial.' }],
        ...fixable(place && epochs.value > 1 ? change('Change min to 1', place, '1') : undefined),
      });
    }),
  ],
  fixes: [replaceFix],
};
