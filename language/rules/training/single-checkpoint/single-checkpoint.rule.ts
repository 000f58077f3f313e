import { checkpoint, training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** While the only copy is written over, there is none. */
export const rule: Rule = {
  code: 'TN1662',
  name: 'single-checkpoint',
  summary: 'Only one checkpoint is kept, and it is written over by the next one.',
  severity: 'warning',
  set: 'strict',
  reach: 'element',
  checks: [
    onBlock(training, (block, _, report) => {
      const child = block.child(checkpoint);
      const keep = child?.get('keep');
      if (!child || keep?.value !== 1) return;
      const place = written(child, 'keep');
      report({
        message: `${block.symbol.name} keeps one checkpoint: a failure while it is written leaves none.`,
        origin: keep.origin,
        help: 'Keep 2 or more.',
        ...fixable(place && change('Change to 2', place, '2', true)),
      });
    }),
  ],
  fixes: [replaceFix],
};
