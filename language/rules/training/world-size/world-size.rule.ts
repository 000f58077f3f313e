import { mesh, training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../written.ts';

/** The axes of a mesh multiply to the number of devices. */
export const rule: Rule = {
  code: 'TN1651',
  name: 'world-size',
  summary: 'The axes of the mesh do not multiply to the number of devices.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      if (!element || element.mesh.length === 0 || !element.runsOn) return;
      const sizes = element.mesh.map(({ value }) => (typeof value === 'number' ? value : 1));
      const product = sizes.reduce((total, size) => total * size, 1);
      if (product === element.worldSize) return;
      const { nodes, gpusPerNode, origin } = element.runsOn;
      const axes = element.mesh.map(({ name }, index) => `${name} ${sizes[index]}`).join(' × ');
      const data = dataAxis(element.mesh, sizes, product, element.worldSize);
      const meshBlock = block.child(mesh);
      const place = meshBlock && data !== undefined ? written(meshBlock, 'data') : undefined;
      report({
        message: `The mesh of ${element.name} (${axes}) is ${product} devices; it runs on ${element.worldSize} (${nodes.value} × ${gpusPerNode.value}).`,
        origin: element.mesh[0]!.origin,
        help:
          data === undefined
            ? `Change an axis, or nodes and gpus_per_node, so that the product is the same.`
            : `With data: ${data} it fits.`,
        related: [{ origin, message: `${element.worldSize} devices are asked for here.` }],
        ...fixable(place && change(`Change data to ${data}`, place, String(data), true)),
      });
    }),
  ],
  fixes: [replaceFix],
};

/** The data axis is the one that can change without changing the model's layout: the size with which it fits. */
function dataAxis(
  axes: readonly { readonly name: string }[],
  sizes: readonly number[],
  product: number,
  world: number,
): number | undefined {
  const data = axes.findIndex(({ name }) => name === 'data');
  const wanted = data < 0 ? NaN : world / (product / sizes[data]!);
  return Number.isInteger(wanted) ? wanted : undefined;
}
