import type { Model, Port } from '../../../model/learning.ts';
import type { ProjectFacts } from '../../../project/facts.ts';
import { printShape, type Shape } from '../../../types/shape-fit.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingsOf } from '../servings.ts';

/** Requests can only be put together along an axis that the model leaves open. */
export const rule: Rule = {
  code: 'TN1702',
  name: 'batch-range',
  summary: 'More requests are batched than the fixed first axis of a tensor takes.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, view, report) => {
      for (const { model: ref, batching } of servingsOf(service)) {
        const model = view.element('model', ref);
        if (!model || !batching) continue;
        const fixed = fixedBatch(model, view.facts);
        const isWholeBatch = batching.min.value === fixed?.size && batching.max.value === fixed.size;
        if (fixed === undefined || isWholeBatch) continue;
        const whole = `${fixed.size}..${fixed.size}`;
        report({
          message: `${batching.max.value} requests can't be run together: ${fixed.text} has a fixed first axis.`,
          origin: batching.max.origin,
          help: `Export ${model.name} with an open first axis; as it is, each run takes exactly ${fixed.size}.`,
          data: { replacements: [replace(`Change to ${whole}`, batching.max.origin, whole)] },
          ...(fixed.port
            ? {
                related: [
                  { origin: fixed.port.typeOrigin ?? fixed.port.origin, message: 'It is declared here.' },
                ],
              }
            : {}),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

interface FixedBatch {
  readonly size: number;
  readonly text: string;
  readonly port: Port | undefined;
}

/** The first tensor with a fixed first axis, as the file has it, or else as it is declared. */
function fixedBatch(model: Model, facts: ProjectFacts): FixedBatch | undefined {
  const declared = [...model.inputs, ...model.outputs];
  const fact = model.artifact && facts.signature(model.artifact.path.value);
  const tensors: { name: string; dtype: string; shape: Shape | undefined }[] =
    fact && 'signature' in fact
      ? [...fact.signature.inputs, ...fact.signature.outputs]
      : declared.flatMap(({ name, type }) =>
          type.kind === 'tensor' ? [{ name, dtype: type.item, shape: type.shape }] : [],
        );
  for (const { name, dtype, shape } of tensors) {
    const size = shape?.[0];
    if (shape && typeof size === 'number') {
      return {
        size,
        text: `${name} : ${printShape(dtype, shape)}`,
        port: declared.find((port) => port.name === name),
      };
    }
  }
  return undefined;
}
