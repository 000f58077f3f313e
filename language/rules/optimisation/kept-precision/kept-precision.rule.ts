import { keepLayers, optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';

const BITS: Readonly<Record<string, number>> = { fp32: 32, fp16: 16, bf16: 16, fp8: 8, int8: 8, int4: 4 };

/** Parts that are kept out of a quantisation have more bits than it leaves. */
export const rule: Rule = {
  code: 'TN2026',
  name: 'kept-precision',
  summary: 'Layers that are to keep more bits get no more than the others.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        const to = isVerb(step, 'quantise') ? clauseOf(step, 'to') : undefined;
        if (!to) continue;
        for (const action of step.block.actions(keepLayers.verb)) {
          const as = step.block.actionBlock(keepLayers, action).clause('as');
          if (!as || BITS[as.value]! > BITS[to.value]!) continue;
          const right = BITS[to.value]! < 16 ? 'fp16' : 'fp32';
          const node = as.node.value!;
          report({
            message: `${step.name} quantises to ${to.value} and keeps layers as ${as.value}, which has no more bits.`,
            origin: as.origin,
            help: `Keep them as ${right}.`,
            ...fixable(
              isPlain(node, action.in)
                ? change(`Change to ${right}`, { file: action.in.reader.names.file.path, node }, right)
                : undefined,
            ),
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
