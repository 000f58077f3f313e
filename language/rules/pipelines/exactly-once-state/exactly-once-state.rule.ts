import { checkpoint } from '../../../vocabulary/areas/training.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

const CHECKPOINT = 'checkpoint { every: 1m }';

/** Who does not write down where he was does something twice, or not at all. */
export const rule: Rule = {
  code: 'TN1633',
  name: 'exactly-once-state',
  summary: 'A pipeline that handles each row once saves no state.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(pipeline, (block, _model, report) => {
      const guarantee = block.get('guarantee');
      if (guarantee?.value !== 'exactly_once' || block.get('mode')?.value !== 'streaming') return;
      if (block.child(checkpoint)) return;
      report({
        message: `${block.symbol.name} handles each row exactly once, and saves no checkpoint.`,
        origin: guarantee.origin,
        help: `Say when the state is saved: ${CHECKPOINT}.`,
        data: {
          replacements: [
            {
              title: `Add ${CHECKPOINT}`,
              edits: [addStatement(placeOf(block.layers), CHECKPOINT)],
              preferred: true,
            },
          ],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
