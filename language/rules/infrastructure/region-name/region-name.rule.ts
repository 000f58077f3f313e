import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { REGIONS } from '../region-table.ts';
import { isWritten } from '../../own-place.ts';

/** Nothing but the provider knows its regions; Terraform waits for an address that never answers. */
export const rule: Rule = {
  code: 'TN1808',
  name: 'region-name',
  summary: 'A cloud lies in a region that its provider does not have.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      const { region } = cloud;
      if (cloud.provider.value !== 'aws' || REGIONS.includes(region.value)) return;
      const zone = /^(.*-\d)[a-z]$/u.exec(region.value)?.[1];
      const meant =
        zone !== undefined && REGIONS.includes(zone)
          ? zone
          : suggest(region.value.replaceAll(/[\s_]+/gu, '-'), REGIONS);
      report({
        message:
          meant === zone && zone !== undefined
            ? `${region.value} is a zone, and ${cloud.name} needs a region.`
            : `AWS has no region ${region.value}.`,
        origin: region.origin,
        // The table may be older than a region that looks like none in it.
        severity: meant === undefined ? 'warning' : 'error',
        help: didYouMean(meant) ?? 'Regions are called like us-east-1 and eu-central-1.',
        data: {
          replacements:
            meant !== undefined && isWritten(region)
              ? [replace(`Change to ${meant}`, region.origin, `region: "${meant}"`, true)]
              : [],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
