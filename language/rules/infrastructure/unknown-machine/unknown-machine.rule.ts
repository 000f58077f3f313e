import { machineNames } from '../../../library/machine-catalogue.ts';
import type { Machine, Pool } from '../../../model/infrastructure.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { machinesOf } from '../machines.ts';

const PROVIDER = 'aws';

/** Terraform and its tests accept any word here; only the provider refuses it, a minute into the apply. */
export const rule: Rule = {
  code: 'TN1801',
  name: 'unknown-machine',
  summary: 'A machine is not in the catalogue.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      if (cloud.provider.value !== PROVIDER) return;
      for (const one of machinesOf(cloud)) check(one, report);
    }),
    onElement('pool', (pool, _model, report) => check(pool, report)),
  ],
  fixes: [replaceFix],
};

function check(one: Machine | Pool, report: SystemReport): void {
  if (one.facts !== undefined) return;
  const { value, origin, parameter } = one.machine;
  const near = suggest(value, machineNames());
  const family = value.split('.')[0]!;
  const sizes = machineNames().filter((name) => name.startsWith(`${family}.`));
  const written = parameter === undefined && origin.layer !== 'template';
  report({
    message: `There is no machine ${value}.`,
    origin,
    help:
      didYouMean(near) ??
      (sizes.length > 0
        ? `Sizes of ${family}: ${sizes.join(', ')}.`
        : 'Machines are called like g5.2xlarge, by family and size.'),
    data: {
      replacements: (written ? (near === undefined ? sizes : [near]) : []).map((name) =>
        replace(`Change to ${name}`, origin, `machine: "${name}"`, name === near),
      ),
    },
  });
}
