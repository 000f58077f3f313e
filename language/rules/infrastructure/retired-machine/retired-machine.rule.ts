import type { Machine, Pool } from '../../../model/infrastructure.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { machinesOf } from '../machines.ts';

const NEWEST_OF_ITS_KIND = 'g5.xlarge, g6.xlarge or p5.4xlarge';

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
};

function check(one: Machine | Pool, report: SystemReport): void {
  if (!one.facts?.retired) return;
  report({
    message: `${one.machine.value} is no longer offered in most regions.`,
    origin: one.machine.origin,
    help: `Take a newer one, such as ${NEWEST_OF_ITS_KIND}.`,
  });
}
