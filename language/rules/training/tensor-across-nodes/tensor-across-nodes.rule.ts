import { mesh, training } from '../../../vocabulary/areas/training.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable, written } from '../../plain-value.ts';

/** Tensor parallelism exchanges activations in every layer, which only the links inside a machine are fast enough for. */
export const rule: Rule = {
  code: 'TN1666',
  name: 'tensor-across-nodes',
  summary: 'The tensor axis spans several machines.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const size = (name: string) => {
        const value = element?.mesh.find((axis) => axis.name === name)?.value;
        return typeof value === 'number' ? value : undefined;
      };
      const tensor = size('tensor');
      const inNode = element?.runsOn?.gpusPerNode.value ?? 0;
      if (!element?.runsOn || tensor === undefined || inNode === 0 || tensor <= inNode) return;
      const child = block.child(mesh)!;
      const places = { tensor: written(child, 'tensor'), data: written(child, 'data') };
      const data = ((size('data') ?? NaN) * tensor) / inNode;
      const isFixable = places.tensor && places.data && Number.isInteger(data);
      report({
        message: `The tensor axis of ${element.name} has ${tensor} devices, and a machine has ${inNode}: every layer waits for the network.`,
        origin: element.mesh.find(({ name }) => name === 'tensor')!.origin,
        help: `Keep it at ${inNode} or below, and spread over machines along the data or pipeline axis.`,
        related: [
          { origin: element.runsOn.gpusPerNode.origin, message: `${inNode} GPUs of each machine are used.` },
        ],
        ...fixable(
          isFixable
            ? {
                title: `Change tensor to ${inNode} and data to ${data}`,
                edits: [
                  replaceNode(places.tensor!.file, places.tensor!.node, String(inNode)),
                  replaceNode(places.data!.file, places.data!.node, String(data)),
                ],
                preferred: true,
              }
            : undefined,
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};
