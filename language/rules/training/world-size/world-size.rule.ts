import type { Rule } from '../../rule.ts';

/** The axes of a mesh multiply to the number of devices. */
export const rule: Rule = {
  code: 'TN1651',
  name: 'world-size',
  summary: 'The axes of the mesh do not multiply to the number of devices.',
  severity: 'error',
  checkSystem({ system }, report) {
    for (const training of system.elements) {
      if (training.kind !== 'training' || training.mesh.length === 0 || !training.runsOn) continue;
      const sizes = training.mesh.map(({ value }) => (typeof value === 'number' ? value : 1));
      const product = sizes.reduce((total, size) => total * size, 1);
      if (product === training.worldSize) continue;
      const { nodes, gpusPerNode, origin } = training.runsOn;
      const axes = training.mesh.map(({ name }, index) => `${name} ${sizes[index]}`).join(' × ');
      report({
        message: `The mesh of ${training.name} (${axes}) is ${product} devices; it runs on ${training.worldSize} (${nodes.value} × ${gpusPerNode.value}).`,
        origin: training.mesh[0]!.origin,
        help: helpFor(training.mesh, sizes, product, training.worldSize),
        related: [{ origin, message: `${training.worldSize} devices are asked for here.` }],
      });
    }
  },
};

/** The data axis is the one that can change without changing the model's layout. */
function helpFor(
  mesh: readonly { readonly name: string }[],
  sizes: readonly number[],
  product: number,
  world: number,
): string {
  const data = mesh.findIndex(({ name }) => name === 'data');
  const wanted = data < 0 ? NaN : world / (product / sizes[data]!);
  return Number.isInteger(wanted)
    ? `With data: ${wanted} it fits.`
    : `Change an axis, or nodes and gpus_per_node, so that the product is the same.`;
}
