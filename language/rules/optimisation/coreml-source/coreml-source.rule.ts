import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb, stepsBefore, takeInstead } from '../chain.ts';

/** Core ML Tools take a program of PyTorch or TensorFlow; they read ONNX no more since version 6. */
export const rule: Rule = {
  code: 'TN2011',
  name: 'coreml-source',
  summary: 'Core ML is to be made from an ONNX file.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      for (const step of chainOf(block).steps) {
        if (!isVerb(step, 'compile') || clauseOf(step, 'to')?.value !== 'coreml') continue;
        const exported = stepsBefore(step).findLast(({ verb }) => verb === 'export');
        const from = block.clause('from');
        const first = from && model.element('model', from.value.symbol);
        if (!exported && (step.takes.step || first?.artifact?.format !== 'onnx')) continue;
        report({
          message: `Core ML is not made from ONNX any more, and ${step.takes.name} is an ONNX file.`,
          origin: { ...step.origin, range: step.block.originOf(step.takes.node, step.layer).range },
          help: exported
            ? `Take ${exported.takes.name}, from before the export.`
            : `Begin with the model of the training framework, such as a torch checkpoint.`,
          related: [{ origin: (exported ?? first!).origin, message: 'It is an ONNX file since here.' }],
          ...(exported && step.layer.layer !== 'template'
            ? fixable({ ...takeInstead(step, exported.takes.name), preferred: true })
            : {}),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
