import { contains, parseCidr, type Cidr } from '../../../types/cidr.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

const read = (text: string): Cidr => {
  const result = parseCidr(text);
  if (!('cidr' in result)) throw new Error(result.problem);
  return result.cidr;
};
/** Blocks that nobody on the internet has: RFC 1918, and RFC 6598, which EKS uses for pods. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(read);

/** A network with somebody else's addresses hides them from everything inside it. */
export const rule: Rule = {
  code: 'TN1816',
  name: 'private-addresses',
  summary: 'A network has addresses that belong to others on the internet.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const network of cloud.resources) {
        if (network.kind !== 'network') continue;
        const result = parseCidr(network.cidr.value);
        if (!('cidr' in result) || PRIVATE.some((block) => contains(block, result.cidr))) continue;
        const wanted = `10.0.0.0/${Math.max(result.cidr.prefixLength, 16)}`;
        report({
          message: `${network.name} takes ${network.cidr.value}, which belongs to others on the internet.`,
          origin: network.cidr.origin,
          help: 'Take a private block: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.',
          data: {
            replacements:
              isWritten(network.cidr) && network.subnets.length === 0
                ? [replace(`Change to ${wanted}`, network.cidr.origin, `cidr: "${wanted}"`)]
                : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
