import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { whereIs } from '../../../scoping/place.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';

/** Settings of a calibration do something only where one takes place. */
export const rule: Rule = {
  code: 'TN2027',
  name: 'idle-calibration',
  summary: 'A quantisation that does not calibrate has settings of a calibration.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        const to = isVerb(step, 'quantise') ? clauseOf(step, 'to') : undefined;
        if (!isVerb(step, 'quantise') || !to) continue;
        const isHalf = to.value === 'fp16' || to.value === 'bf16';
        if (!isHalf && step.block.require('scheme').value !== 'dynamic') continue;
        const why = isHalf ? `${to.value} needs no ranges` : 'ranges are found while it runs (dynamic)';
        const isOwn = step.layer.layer !== 'template';
        const examples = clauseOf(step, 'with');
        if (examples) {
          report({
            message: `The examples of ${step.name} do nothing: ${why}.`,
            origin: examples.origin,
            help: 'Remove them, or quantise with scheme: static.',
            ...(isOwn
              ? fixable({
                  title: 'Remove the examples',
                  edits: [
                    {
                      file: to.file,
                      range: { start: to.origin.range.end, end: whereIs(examples.clause).end },
                      newText: '',
                    },
                  ],
                  preferred: isHalf,
                })
              : {}),
          });
        }
        for (const name of ['method', 'samples'] as const) {
          const entry = step.block.entries(name).at(-1);
          if (!entry) continue;
          report({
            message: `${name} of ${step.name} does nothing: ${why}.`,
            origin: step.block.originOf(entry.node, entry.in, name),
            help: 'Remove it, or quantise with scheme: static.',
            ...(isOwn
              ? fixable({ title: `Remove ${name}`, edits: [removeStatement(to.file, entry.node)] })
              : {}),
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
