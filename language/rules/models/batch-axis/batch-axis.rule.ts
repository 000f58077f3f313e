import type { Port } from '../../../model/learning.ts';
import { printType, type DataType } from '../../../types/data-type.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

type Tensor = Extract<DataType, { kind: 'tensor' }>;
const BATCH = 'batch';

/** Servers put requests together along the first axis, and take the answers apart along it. */
export const rule: Rule = {
  code: 'TN1512',
  name: 'batch-axis',
  summary: 'The batch is not the first axis of a tensor, or an output has none.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('model', (net, _, report) => {
      // What the file says is held against it elsewhere, and can't be changed here.
      if (net.artifact?.format === 'onnx') return;
      const isBatched = net.inputs.some(({ type }) => type.kind === 'tensor' && type.shape[0] === BATCH);
      for (const port of [...net.inputs, ...net.outputs]) {
        const { type, typeOrigin, origin, name, kind } = port;
        if (type.kind !== 'tensor') continue;
        const at = type.shape.indexOf(BATCH);
        const isLost = kind === 'output' && isBatched && at < 0 && type.shape.length > 0;
        if (at <= 0 && !isLost) continue;
        const right = printType(batchFirst(type));
        report({
          message: isLost
            ? `output ${name} has no axis for the batch: one answer for all requests together.`
            : `The batch is axis ${at + 1} of ${kind} ${name}; servers put requests together along the first.`,
          origin: typeOrigin ?? origin,
          help: `${right} has it first.`,
          ...(typeOrigin
            ? { data: { replacements: [replace(`Change the type to ${right}`, typeOrigin, right)] } }
            : {}),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const batchFirst = (type: Tensor): Port['type'] => ({
  ...type,
  shape: [BATCH, ...type.shape.filter((size) => size !== BATCH)],
});
