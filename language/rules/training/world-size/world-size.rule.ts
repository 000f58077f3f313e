import { mesh, training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { askedHere } from '../asked-here.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

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
      const fitting = fittingSizes(element.mesh, sizes, product, element.worldSize);
      const meshBlock = block.child(mesh)!;
      report({
        message: `The mesh of ${element.name} (${axes}) is ${product} devices; it runs on ${element.worldSize} (${nodes.value} × ${gpusPerNode.value}).`,
        origin: element.mesh[0]!.origin,
        help: fitting[0]
          ? `With ${fitting[0].name}: ${fitting[0].size} it fits.`
          : `Change an axis, or nodes and gpus_per_node, so that the product is the same.`,
        related: [{ origin, message: askedHere(element.worldSize, 'device') }],
        ...fixable(
          ...fitting.map(({ name, size }) => {
            const place = written(meshBlock, name);
            return place && change(`Change ${name} to ${size}`, place, String(size), name === 'data');
          }),
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};

/** For each axis the size with which all of them fit; the data axis first, since it leaves the model's layout alone. */
function fittingSizes(
  axes: readonly { readonly name: string }[],
  sizes: readonly number[],
  product: number,
  world: number,
): readonly { readonly name: string; readonly size: number }[] {
  const found = axes
    .map(({ name }, index) => ({ name, size: world / (product / sizes[index]!) }))
    .filter(({ size }) => Number.isInteger(size) && size > 0);
  return [...found.filter(({ name }) => name === 'data'), ...found.filter(({ name }) => name !== 'data')];
}
