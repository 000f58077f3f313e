import { isStep } from '../../../generated/ast.ts';
import type { Ref } from '../../../model/element.ts';
import type { Model, Port } from '../../../model/learning.ts';
import { flatStatements } from '../../../model/lowering/block.ts';
import type { Origin } from '../../../model/origin.ts';
import type { ProjectFacts } from '../../../project/facts.ts';
import { printShape, type Shape } from '../../../types/shape-fit.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { pipeline as pipelineWord, predict } from '../../../vocabulary/areas/pipelines.ts';
import { batch } from '../../../vocabulary/areas/serving.ts';
import { range, reference } from '../../../vocabulary/value-type.ts';
import type { ModelView } from '../../model-view.ts';
import { onBlock, onElement, type Rule, type SystemReport } from '../../rule.ts';
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
      for (const { model, batching } of servingsOf(service)) {
        if (batching) check(model, batching.min.value, batching.max.value, batching.max.origin, view, report);
      }
    }),
    onBlock(pipelineWord, (pipeline, view, report) => {
      const nodes = pipeline.layers.flatMap((layer) =>
        [...flatStatements(layer.body)].map((node) => ({ node, in: layer })),
      );
      for (const { node, in: layer } of nodes) {
        if (!isStep(node) || node.action?.verb !== predict.verb || !node.action.object) continue;
        const of = layer.reader.silently().read(MODEL, node.action.object)?.symbol;
        const [batching] = pipeline
          .actionBlock(predict, { node: node.action, in: layer })
          .actions(batch.verb)
          .slice(-1);
        const object = batching?.node.object;
        const sizes = object && layer.reader.silently().read(SIZES, object);
        if (!of || !sizes) continue;
        const origin = pipeline.originOf(object, layer, 'batch');
        check(
          { kind: 'model', qualifiedName: of.qualifiedName, origin },
          sizes.from,
          sizes.to,
          origin,
          view,
          report,
        );
      }
    }),
  ],
  fixes: [replaceFix],
};

const MODEL = reference('model');
const SIZES = range({ min: 1 });

function check(
  ref: Ref,
  min: number,
  max: number,
  origin: Origin,
  view: ModelView,
  report: SystemReport,
): void {
  const model = view.element('model', ref);
  const fixed = model && fixedBatch(model, view.facts);
  if (!fixed || (min === fixed.size && max === fixed.size)) return;
  const whole = `${fixed.size}..${fixed.size}`;
  report({
    message: `${max} requests can't be run together: ${fixed.text} has a fixed first axis.`,
    origin,
    help: `Export and declare ${model.name} with an open first axis (batch); as it is, each run takes exactly ${fixed.size}.`,
    data: { replacements: [...opened(model, fixed), replace(`Change to ${whole}`, origin, whole)] },
    ...(fixed.port
      ? { related: [{ origin: fixed.port.typeOrigin ?? fixed.port.origin, message: 'It is declared here.' }] }
      : {}),
  });
}

/** Declares every tensor with an open first axis, where the file does not fix it. */
function opened(model: Model, { isOfFile }: FixedBatch): readonly Replacement[] {
  if (isOfFile) return [];
  const edits = [...model.inputs, ...model.outputs].flatMap(({ type, typeOrigin }) => {
    if (type.kind !== 'tensor' || typeof type.shape[0] !== 'number' || !typeOrigin) return [];
    return replace('', typeOrigin, printShape(type.item, ['batch', ...type.shape.slice(1)])).edits;
  });
  return edits.length > 0 ? [{ title: `Declare ${model.name} with an open first axis`, edits }] : [];
}

interface FixedBatch {
  /** The file has it, so that only another export changes it. */
  readonly isOfFile: boolean;
  readonly size: number;
  readonly text: string;
  readonly port: Port | undefined;
}

/** The first tensor with a fixed first axis: as the file has it, or else as it is declared. */
function fixedBatch(model: Model, facts: ProjectFacts): FixedBatch | undefined {
  const declared = [...model.inputs, ...model.outputs];
  const fact = model.artifact && facts.signature(model.artifact.path.value);
  const inFile: readonly Tensor[] =
    fact && 'signature' in fact ? [...fact.signature.inputs, ...fact.signature.outputs] : [];
  const inModel: readonly Tensor[] = declared.flatMap(({ name, type }) =>
    type.kind === 'tensor' ? [{ name, dtype: type.item, shape: type.shape }] : [],
  );
  for (const tensor of [...inFile, ...inModel]) {
    const { name, dtype, shape } = tensor;
    const size = shape?.[0];
    if (shape && typeof size === 'number') {
      return {
        isOfFile: inFile.includes(tensor),
        size,
        text: `${name} : ${printShape(dtype, shape)}`,
        port: declared.find((port) => port.name === name),
      };
    }
  }
  return undefined;
}

interface Tensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: Shape | undefined;
}
