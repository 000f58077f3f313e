import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { zoneLetters } from '../region-table.ts';
import { isOwn } from '../../own-place.ts';

/** A zone is written as a letter; most regions have three of them. */
export const rule: Rule = {
  code: 'TN1809',
  name: 'zone-of-region',
  summary: 'A subnet lies in a zone that the region does not have.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      const letters = cloud.provider.value === 'aws' ? zoneLetters(cloud.region.value) : undefined;
      // Regions that nobody knows are another rule's finding.
      if (letters === undefined) return;
      for (const network of cloud.resources) {
        if (network.kind !== 'network') continue;
        for (const { name, zone } of network.subnets) {
          if (letters.includes(zone.value)) continue;
          const letter = zone.value.startsWith(cloud.region.value) ? zone.value.at(-1)! : '';
          const meant = letters.includes(letter) ? letter : freeLetter(network.subnets, letters);
          report({
            message: `${name} lies in zone ${zone.value}, and ${cloud.region.value} has ${letters.join(', ')}.`,
            origin: zone.origin,
            help: `Write zone: ${meant}.`,
            data: {
              replacements: isOwn(zone.origin)
                ? [replace(`Change to ${meant}`, zone.origin, `zone: ${meant}`, true)]
                : [],
            },
            related: [{ origin: cloud.region.origin, message: `The region is ${cloud.region.value}.` }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** A zone that no subnet lies in yet, so that two subnets that were apart stay apart. */
const freeLetter = (
  subnets: readonly { readonly zone: { readonly value: string } }[],
  letters: readonly string[],
): string => letters.find((letter) => !subnets.some(({ zone }) => zone.value === letter)) ?? letters[0]!;
