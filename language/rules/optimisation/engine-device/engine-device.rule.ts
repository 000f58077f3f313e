import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { capability, devicesAt } from '../../training/devices.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';

/** TensorRT 10.5 and later (NVIDIA's support matrix). */
const LOWEST_OF_TENSORRT = 7.5;

/** A compiler runs on the machine that it compiles for. */
export const rule: Rule = {
  code: 'TN2004',
  name: 'engine-device',
  summary: 'A model is compiled on machines that the compiler does not work on.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      for (const step of chainOf(block).steps) {
        if (!isVerb(step, 'compile')) continue;
        const on = clauseOf(step, 'on');
        const to = clauseOf(step, 'to');
        const machine = on && to && devicesAt(on, model);
        if (!machine) continue;
        const { gpu } = machine.facts;
        const has = gpu?.computeCapability ?? Infinity;
        const problem =
          to.value === 'tensorrt' && !gpu
            ? 'TensorRT compiles on the GPU that it compiles for, and it has none'
            : to.value === 'tensorrt' && has < LOWEST_OF_TENSORRT
              ? `TensorRT needs compute capability ${capability(LOWEST_OF_TENSORRT)}, and its ${gpu!.name} has ${capability(has)}`
              : to.value === 'coreml'
                ? 'Core ML runs on Apple devices only'
                : undefined;
        if (problem === undefined) continue;
        report({
          message: `${step.name} is compiled on ${machine.on.name} (${machine.on.machine.value}): ${problem}.`,
          origin: on.origin,
          help:
            to.value === 'coreml'
              ? 'Leave out on, or name a fleet.'
              : 'Name a pool whose GPU is that of the service.',
          ...fixable(
            !gpu && to.value === 'tensorrt' && isPlain(to.node, step.layer)
              ? change('Change to openvino, which compiles for processors', to, 'openvino')
              : to.value === 'coreml' && step.layer.layer !== 'template'
                ? {
                    title: `Remove on ${machine.on.name}`,
                    edits: [
                      {
                        file: on.file,
                        range: { start: to.origin.range.end, end: on.origin.range.end },
                        newText: '',
                      },
                    ],
                  }
                : undefined,
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
