import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { regionsWith } from '../gpu-regions.ts';
import { machinesOf } from '../machines.ts';
import { REGIONS } from '../region-table.ts';
import { isWritten } from '../../own-place.ts';

/** Large GPUs stand in few regions. */
export const rule: Rule = {
  code: 'TN1837',
  name: 'machine-of-region',
  summary: 'A GPU machine is not offered in the region of its cloud.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      const { region } = cloud;
      if (cloud.provider.value !== 'aws' || !REGIONS.includes(region.value)) return;
      for (const { machine, facts } of machinesOf(cloud)) {
        const regions = regionsWith(machine.value, region.value);
        // What can hardly be had anywhere is another rule's finding.
        if (!regions || regions.includes(region.value) || facts?.retired) continue;
        const continent = region.value.split('-')[0]!;
        const near = regions.filter((one) => one.startsWith(`${continent}-`));
        report({
          message: `AWS offers no ${machine.value} in ${region.value}.`,
          origin: machine.origin,
          help: `It is offered in ${(near.length > 0 ? near : regions).join(', ')}, as of August 2026.`,
          data: {
            replacements: isWritten(region)
              ? near.map((one) => replace(`Move the cloud to ${one}`, region.origin, `region: "${one}"`))
              : [],
          },
          related: [{ origin: region.origin, message: `The region is ${region.value}.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
