import { bench as benchWord, optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';
import { chainOf, isVerb } from '../chain.ts';

/** An engine runs the batches that it was made for. */
export const rule: Rule = {
  code: 'TN2019',
  name: 'bench-batch',
  summary: 'A compiled model is measured with batches that it was not made for.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      const named = block.get('bench')?.value.symbol;
      const measured = named && model.block(benchWord, named)?.require('batch');
      if (!named || !measured) return;
      for (const step of chainOf(block).steps) {
        const batch = isVerb(step, 'compile') ? step.block.get('batch') : undefined;
        const outside = measured.value.filter(
          (size) => batch && (size < batch.value.from || size > batch.value.to),
        );
        if (!batch || outside.length === 0) continue;
        const right = `${Math.min(batch.value.from, ...outside)}..${Math.max(batch.value.to, ...outside)}`;
        const place = written(step.block, 'batch');
        report({
          message: `${step.name} is made for batches of ${batch.value.from} to ${batch.value.to}, and ${named.name} measures it with ${outside.join(' and ')}.`,
          origin: batch.origin,
          help: `Make it for ${right}, or measure other batches.`,
          related: [{ origin: measured.origin, message: 'These batches are measured.' }],
          ...fixable(place && change(`Change to ${right}`, place, right)),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
