import { amountOf, machinesOn, printAmount, servedModels, servedWeights } from '../../../capacity/index.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

const GIB = 1024 ** 3;
/** The file is fetched beside the image and unpacked, so it lies there more than once. */
const ROOM = 3;
const STEP = 50;

/** A server fetches the weights to its disk before it loads them. */
export const rule: Rule = {
  code: 'TN1831',
  name: 'weights-on-disk',
  summary: 'The weights of a model do not fit on the disk of the machine that serves it.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      if (service.runsOn === undefined) return;
      for (const served of servedModels(model, service)) {
        const weights = amountOf(servedWeights(model, served));
        if (!weights) continue;
        for (const one of machinesOn(model, service.runsOn)) {
          if (one.disk === undefined || one.disk.value.value >= weights.value) continue;
          const wanted = `${Math.ceil((weights.value * ROOM) / GIB / STEP) * STEP}GiB`;
          report({
            message: `The weights of ${served.model.name} take ${printAmount(weights)}, and ${one.name} has a disk of ${one.disk.value.text}.`,
            origin: one.disk.origin,
            help: `Give ${one.name} a disk of ${wanted}: the weights lie on it together with the image.`,
            data: {
              replacements: isWritten(one.disk)
                ? [replace(`Change to ${wanted}`, one.disk.origin, `disk: ${wanted}`, true)]
                : [],
            },
            related: [{ origin: served.serving.origin, message: `${served.model.name} is served here.` }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
