import { checkpoint, training } from '../../../vocabulary/areas/training.ts';
import { durationText } from '../duration-text.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../written.ts';

/** A checkpoint that would come after the end is never written. */
export const rule: Rule = {
  code: 'TN1661',
  name: 'checkpoint-interval',
  summary: 'The time between two checkpoints is as long as the training may take.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const every = element?.checkpoint?.every;
      const timeout = element?.timeout;
      if (!every || !timeout || every.value.value < timeout.value.value) return;
      const child = block.child(checkpoint);
      const place = child && written(child, 'every');
      const right = durationText(timeout.value.value / 8);
      report({
        message: `${element.name} saves its state every ${every.value.text}, and is stopped after ${timeout.value.text}: no checkpoint is ever written.`,
        origin: every.origin,
        help: `Save it several times before the end, such as every ${right}.`,
        related: [{ origin: timeout.origin, message: 'It is stopped after this time.' }],
        ...fixable(place && change(`Change to ${right}`, place, right)),
      });
    }),
  ],
  fixes: [replaceFix],
};
