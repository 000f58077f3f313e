import { stopWhen } from '../../../vocabulary/areas/hyper-search.ts';
import { training } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { devicesOf } from '../devices.ts';
import { fixable } from '../../plain-value.ts';

/** A run on GPUs that hangs costs as much as one that works. */
export const rule: Rule = {
  code: 'TN1680',
  name: 'training-timeout',
  summary: 'A training on GPU machines has no end but its own.',
  severity: 'hint',
  set: 'strict',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const devices = element?.runsOn && devicesOf(element.runsOn.pool, model);
      if (!element?.runsOn || !devices?.facts.gpu || element.timeout) return;
      if (block.actions(stopWhen.verb).length > 0) return;
      report({
        message: `${element.name} runs on ${devices.on.machine.value} and has neither a timeout nor a condition to stop.`,
        origin: element.runsOn.origin,
        help: 'Add timeout: and the longest time that it may take.',
        ...fixable({
          title: 'Add timeout: 24h',
          edits: [addStatement(placeOf(block.layers), 'timeout: 24h')],
        }),
      });
    }),
  ],
  fixes: [replaceFix],
};
