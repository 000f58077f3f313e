import type { Rule } from '../../rule.ts';
import { machinesOf } from '../machines.ts';

const NEWEST_OF_ITS_KIND = 'g5.xlarge, g6.xlarge or p5.4xlarge';

/** Old machines are still found in old examples, and can hardly be had any more. */
export const rule: Rule = {
  code: 'TN1802',
  name: 'retired-machine',
  summary: 'A machine is no longer offered in most regions.',
  severity: 'warning',
  checkSystem({ system }, report) {
    for (const one of machinesOf(system)) {
      if (!one.facts?.retired) continue;
      report({
        message: `${one.machine.value} is no longer offered in most regions.`,
        origin: one.machine.origin,
        help: `Take a newer one, such as ${NEWEST_OF_ITS_KIND}.`,
      });
    }
  },
};
