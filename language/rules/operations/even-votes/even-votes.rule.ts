import { labels } from '../../../vocabulary/areas/datasets.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** A tie is no label, and ties are the hard rows. */
export const rule: Rule = {
  code: 'TN2122',
  name: 'even-votes',
  summary: 'People who label can tie, and nothing decides then.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(labels, (block, _model, report) => {
      const votes = block.get('votes');
      if (!votes || votes.value % 2 === 1) return;
      if (block.handlers().some(({ node }) => node.event === 'disagreement')) return;
      report({
        message: `${votes.value} votes can tie, and ${block.symbol.name} says nothing of what happens then.`,
        origin: votes.origin,
        help: `Ask ${votes.value + 1} people, or say on disagreement what is done.`,
        data: {
          replacements: isOwn(votes.origin)
            ? [replace(`Change to ${votes.value + 1} votes`, votes.origin, `votes: ${votes.value + 1}`)]
            : [],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
