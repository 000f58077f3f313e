import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { changeImage } from '../image-text.ts';

/** The names of machine images say what they are built for. */
const ARM = /arm64|aarch64/iu;
const INTEL = /x86_64|amd64/iu;

/** A machine starts only from an image of its own architecture. */
export const rule: Rule = {
  code: 'TN1820',
  name: 'image-architecture',
  summary: 'A machine starts from an image that is built for another architecture.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      for (const machine of cloud.resources) {
        if (machine.kind !== 'machine' || !machine.image || !machine.facts) continue;
        const { architecture } = machine.facts;
        const name = machine.image.name.value;
        const [wrong, found] = architecture === 'arm64' ? [INTEL, 'x86_64'] : [ARM, 'arm64'];
        if (!wrong.test(name) || (ARM.test(name) && INTEL.test(name))) continue;
        report({
          message: `The image of ${machine.name} is built for ${found}, and ${machine.machine.value} is ${architecture}.`,
          origin: machine.image.name.origin,
          help: `Take the image for ${architecture}, or another machine.`,
          data: {
            replacements: changeImage(model, cloud, machine, `Take the image for ${architecture}`, (text) =>
              // Some names only say it for Arm: "Deep Learning ARM64 Base …".
              text.replace(/ ARM64\b/u, '').replace(wrong, architecture),
            ),
          },
          related: [
            { origin: machine.machine.origin, message: `${machine.machine.value} is ${architecture}.` },
          ],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
