import type { Machine, Pool } from '../../../model/infrastructure.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { machinesOf } from '../machines.ts';
import { isWritten } from '../../own-place.ts';

const NEWEST_OF_ITS_KIND = 'g5.xlarge, g6.xlarge or p5.4xlarge';
/** Newer machines with as many GPUs and more memory on each. */
const INSTEAD: Readonly<Record<string, string>> = {
  'p3.2xlarge': 'g5.2xlarge',
  'p3.8xlarge': 'g5.12xlarge',
  'p3.16xlarge': 'g5.48xlarge',
};

/** Old machines are still found in old examples, and can hardly be had any more. */
export const rule: Rule = {
  code: 'TN1802',
  name: 'retired-machine',
  summary: 'A machine is no longer offered in most regions.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const one of machinesOf(cloud)) check(one, report);
    }),
    onElement('pool', (pool, _model, report) => check(pool, report)),
  ],
  fixes: [replaceFix],
};

function check(one: Machine | Pool, report: SystemReport): void {
  if (!one.facts?.retired) return;
  const instead = INSTEAD[one.machine.value];
  report({
    message: `${one.machine.value} is no longer offered in most regions.`,
    origin: one.machine.origin,
    help: `Take a newer one, such as ${instead ?? NEWEST_OF_ITS_KIND}.`,
    data: {
      replacements:
        instead !== undefined && isWritten(one.machine)
          ? [replace(`Change to ${instead}`, one.machine.origin, `machine: "${instead}"`)]
          : [],
    },
  });
}
