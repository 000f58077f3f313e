import type { COMPILED_FORMATS } from '../../../vocabulary/areas/optimisation.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb, stepsBefore } from '../chain.ts';

/** Each compiler knows some formats of numbers. */
export const rule: Rule = {
  code: 'TN2010',
  name: 'format-precision',
  summary: "A model is quantised to a format that the compiler after it doesn't know.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        const compiler = isVerb(step, 'compile') ? clauseOf(step, 'to') : undefined;
        const quantised = stepsBefore(step).find((each) => isVerb(each, 'quantise'));
        const to = isVerb(quantised, 'quantise') ? clauseOf(quantised, 'to') : undefined;
        const known = compiler && KNOWN[compiler.value];
        if (!compiler || !known || !to || known.includes(to.value)) continue;
        const right = to.value === 'bf16' || !known.includes('int8') ? 'fp16' : 'int8';
        report({
          message: `${TITLES[compiler.value]} doesn't know ${to.value}, to which ${quantised!.name} quantises.`,
          origin: to.origin,
          help: `It knows ${known.join(', ')}.`,
          related: [{ origin: compiler.origin, message: `${step.name} compiles it here.` }],
          ...fixable(
            isPlain(to.node, quantised!.layer) ? change(`Change to ${right}`, to, right) : undefined,
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Formats of weights and activations by compiler (documentation of LiteRT, Core ML Tools 9, OpenVINO 2026). */
const KNOWN: Readonly<Partial<Record<keyof typeof COMPILED_FORMATS, readonly string[]>>> = {
  litert: ['fp16', 'int8', 'int4'],
  coreml: ['fp16', 'int8', 'int4'],
  openvino: ['fp16', 'bf16', 'int8', 'int4', 'fp8'],
  tensorrt: ['fp16', 'bf16', 'fp8', 'int8', 'int4'],
};

const TITLES: Readonly<Record<keyof typeof COMPILED_FORMATS, string>> = {
  litert: 'LiteRT',
  coreml: 'Core ML',
  openvino: 'OpenVINO',
  tensorrt: 'TensorRT',
  tvm: 'TVM',
};
