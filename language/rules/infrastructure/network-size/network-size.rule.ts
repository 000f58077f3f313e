import type { Given } from '../../../model/infrastructure.ts';
import { parseCidr, type Cidr } from '../../../types/cidr.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

/** AWS makes networks and subnets of /16 (65,536 addresses) to /28 (16 addresses). */
const LARGEST = 16;
const SMALLEST = 28;

/** The provider bounds how many addresses a network may have. */
export const rule: Rule = {
  code: 'TN1815',
  name: 'network-size',
  summary: 'A network or subnet is larger or smaller than its provider allows.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      if (cloud.provider.value !== 'aws') return;
      const blocks = cloud.resources.flatMap((one) => (one.kind === 'network' ? [one, ...one.subnets] : []));
      for (const { name, kind, cidr } of blocks) {
        const result = parseCidr(cidr.value);
        if (!('cidr' in result)) continue;
        const { prefixLength } = result.cidr;
        if (prefixLength >= LARGEST && prefixLength <= SMALLEST) continue;
        const isLarge = prefixLength < LARGEST;
        report({
          message: `${kind === 'network' ? 'Network' : 'Subnet'} ${name} has /${prefixLength}, and AWS makes them from /${LARGEST} to /${SMALLEST}.`,
          origin: cidr.origin,
          help: isLarge
            ? 'Take the first /16 of it, and a second network where that is not enough.'
            : `A /${SMALLEST} has 16 addresses, of which AWS keeps 5.`,
          data: { replacements: resized(cidr, result.cidr) },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function resized(cidr: Given<string>, { prefixLength }: Cidr): readonly Replacement[] {
  if (!isWritten(cidr)) return [];
  const wanted = `${cidr.value.split('/')[0]!}/${prefixLength < LARGEST ? LARGEST : SMALLEST}`;
  // A larger block may have to begin elsewhere.
  if (!('cidr' in parseCidr(wanted))) return [];
  return [replace(`Change to ${wanted}`, cidr.origin, `cidr: "${wanted}"`)];
}
