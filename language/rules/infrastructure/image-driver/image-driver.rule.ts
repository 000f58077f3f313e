import { machine as machineWord } from '../../../vocabulary/areas/infrastructure.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { resourceBlock } from '../resource-block.ts';

/** Images of others may have drivers without saying so. */
const OWNERS: ReadonlySet<string> = new Set(['amazon', '099720109477']);
const WITH_DRIVERS = /gpu|nvidia|cuda|deep.?learning|dlami|neuron/iu;

/** A plain image has no driver for a GPU, so that the machine pays for one that nothing can use. */
export const rule: Rule = {
  code: 'TN1821',
  name: 'image-driver',
  summary: 'A machine with a GPU starts from an image without drivers for it.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      for (const machine of cloud.resources) {
        if (machine.kind !== 'machine' || !machine.image || !machine.facts?.gpu) continue;
        const { name, owner } = machine.image;
        if (!OWNERS.has(owner) || WITH_DRIVERS.test(name.value)) continue;
        const entry = resourceBlock(model, cloud, machineWord, machine)?.entries('image').at(-1);
        report({
          message: `${machine.name} has an ${machine.facts.gpu.name}, and its image has no driver for it.`,
          origin: name.origin,
          help: 'Leave image out, and an image with drivers is taken; or name one with GPU or Nvidia in its name.',
          data: {
            replacements: entry
              ? [
                  {
                    title: 'Take an image with drivers',
                    edits: [removeStatement(name.origin.file, entry.node)],
                    preferred: true,
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
