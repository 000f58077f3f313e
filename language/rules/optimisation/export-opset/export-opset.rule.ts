import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb, stepsBefore, type ChainStep } from '../chain.ts';

/** Each version of the ONNX operators knows some ways to quantise. */
export const rule: Rule = {
  code: 'TN2023',
  name: 'export-opset',
  summary: 'A file is exported with operators that cannot be quantised as wanted.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        if (!isVerb(step, 'quantise')) continue;
        const needed = neededBy(step);
        const exported = stepsBefore(step).find(({ verb }) => verb === 'export');
        if (!needed || !isVerb(exported, 'export')) continue;
        const opset = exported.block.require('opset');
        if (opset.value >= needed.opset) continue;
        const place = written(exported.block, 'opset');
        report({
          message: `${step.name} quantises ${needed.to}, which ONNX knows from opset ${needed.opset} on; ${exported.name} writes opset ${opset.value}.`,
          origin: opset.origin.layer === 'default' ? exported.origin : opset.origin,
          help: `Export with opset ${needed.opset} or later.`,
          related: [{ origin: step.origin, message: 'It is quantised here.' }],
          ...fixable(
            place
              ? change(`Change to ${needed.opset}`, place, String(needed.opset), true)
              : exported.layer.layer === 'template' || exported.block.entries('opset').length > 0
                ? undefined
                : {
                    title: `Add opset: ${needed.opset}`,
                    edits: [addStatement(placeOf(exported.block.layers), `opset: ${needed.opset}`)],
                    preferred: true,
                  },
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** QuantizeLinear of ONNX: an axis since opset 13, float8 since 19, 4 bits since 21. */
function neededBy(step: ChainStep<'quantise'>): { readonly to: string; readonly opset: number } | undefined {
  const to = clauseOf(step, 'to')?.value;
  if (to === 'int4') return { to: 'to int4', opset: 21 };
  if (to === 'fp8') return { to: 'to fp8', opset: 19 };
  return to === 'int8' && step.block.require('per_channel').value
    ? { to: 'by channel', opset: 13 }
    : undefined;
}
