import { machinesOf } from '../machines.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

const GIB = 1024 ** 3;
/** Images with CUDA and a framework take 15 to 25 GiB unpacked, the system and its drivers 10 more. */
const LEAST = 50 * GIB;
const ENOUGH = '100GiB';

/** A disk that is full of the image has no room for the model. */
export const rule: Rule = {
  code: 'TN1829',
  name: 'gpu-disk',
  summary: 'The disk of a GPU machine has no room for images with CUDA.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const one of machinesOf(cloud)) {
        if (!one.facts?.gpu || one.disk === undefined || one.disk.value.value >= LEAST) continue;
        report({
          message: `${one.name} has a disk of ${one.disk.value.text}, and images for GPUs take 25 to 35GiB with the system.`,
          origin: one.disk.origin,
          help: `Take ${ENOUGH}; a disk costs a few cents an hour.`,
          data: {
            replacements: isWritten(one.disk)
              ? [replace(`Change to ${ENOUGH}`, one.disk.origin, `disk: ${ENOUGH}`, true)]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
