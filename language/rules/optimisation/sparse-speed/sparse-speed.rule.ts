import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';
import { chainOf, isVerb } from '../chain.ts';
import { figuresOf } from '../gate-figures.ts';

const SPEED = ['latency', 'speedup', 'throughput', 'size'];

/** Zeros among weights take as long as other numbers. */
export const rule: Rule = {
  code: 'TN2013',
  name: 'sparse-speed',
  summary: 'Pruning of single weights is to make a model faster or smaller.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        if (!isVerb(step, 'prune') || step.block.require('structure').value !== 'weights') continue;
        const own = step.gates.find(
          ({ node, origin }) =>
            origin.range.start.line >= step.origin.range.start.line &&
            SPEED.some((name) => figuresOf(node).has(name)),
        );
        if (!own) continue;
        const place = written(step.block, 'structure');
        report({
          message: `${step.name} sets single weights to zero, which makes the model neither faster nor smaller: the tensors stay as large as they are.`,
          origin: place?.origin ?? step.origin,
          help: 'Remove whole channels, heads or layers: structure: channels.',
          related: [{ origin: own.origin, message: 'This is required of it.' }],
          ...fixable(
            place
              ? change('Change to channels', place, 'channels', true)
              : step.layer.layer === 'template'
                ? undefined
                : {
                    title: 'Add structure: channels',
                    edits: [addStatement(placeOf(step.block.layers), 'structure: channels')],
                    preferred: true,
                  },
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
