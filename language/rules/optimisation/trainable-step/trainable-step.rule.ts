import { fineTune } from '../../../vocabulary/areas/training.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';
import { chainOf, isVerb, stepsBefore, takeInstead, type ChainStep } from '../chain.ts';

/** What has been exported has no gradients any more. */
export const rule: Rule = {
  code: 'TN2007',
  name: 'trainable-step',
  summary: 'A step trains a model that has been exported already.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        const how = trainsBy(step);
        const exported = stepsBefore(step).findLast((each) => each.verb === 'export');
        if (how === undefined || !exported || step.takes.step?.verb === 'compile') continue;
        report({
          message: `${step.name} ${how}, and ${step.takes.name} is an ONNX file since ${exported.name}: it has no gradients.`,
          origin: { ...step.origin, range: step.block.originOf(step.takes.node, step.layer).range },
          help: `Train first and export then; take ${exported.takes.name}.`,
          related: [{ origin: exported.origin, message: 'It is exported here.' }],
          ...(step.layer.layer === 'template' ? {} : fixable(takeInstead(step, exported.takes.name))),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function trainsBy(step: ChainStep): string | undefined {
  if (isVerb(step, 'quantise'))
    return step.block.require('scheme').value === 'qat' ? 'trains with the rounding in it' : undefined;
  if (!isVerb(step, 'prune')) return undefined;
  return step.block.child(fineTune) ? 'is trained after weights were removed' : undefined;
}
