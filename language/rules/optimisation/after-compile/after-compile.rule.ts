import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';
import { chainOf, stepsBefore, takeInstead } from '../chain.ts';

/** A compiled model is an end: no tool changes it any more. */
export const rule: Rule = {
  code: 'TN2006',
  name: 'after-compile',
  summary: 'A step changes a model that has been compiled already.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      for (const step of chainOf(block).steps) {
        const before = step.takes.step;
        if (before?.verb !== 'compile') continue;
        const source = [before, ...stepsBefore(before)].findLast(({ verb }) => verb === 'compile')!.takes;
        report({
          message: `${step.name} takes ${before.name}, which is compiled: ${WHAT[step.verb]}.`,
          origin: { ...step.origin, range: step.block.originOf(step.takes.node, step.layer).range },
          help: `Compile last; take ${source.name}.`,
          related: [{ origin: before.origin, message: 'It is compiled here.' }],
          ...(step.layer.layer === 'template'
            ? {}
            : fixable({ ...takeInstead(step, source.name), preferred: true })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const WHAT: Readonly<Record<string, string>> = {
  quantise: 'its weights can no longer be quantised',
  prune: 'its weights can no longer be removed',
  simplify: 'there is no graph any more to simplify',
  export: 'no tool writes it as ONNX again',
  distil: 'it answers on one kind of device only',
  compile: 'one compiler does not read the result of another',
};
