import type { Cluster, Network, Subnet } from '../../../model/infrastructure.ts';
import { parseCidr } from '../../../types/cidr.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

/** AWS keeps the first four addresses of each subnet and the last one. */
const KEPT = 5;

/** Each machine needs an address. Where the subnets are derived there are thousands. */
export const rule: Rule = {
  code: 'TN1817',
  name: 'subnet-room',
  summary: 'A pool may have more machines than its subnets have addresses.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      const networks = cloud.resources.filter((one) => one.kind === 'network');
      for (const cluster of cloud.resources) {
        if (cluster.kind !== 'cluster') continue;
        const subnets = subnetsOf(cluster, networks);
        const room = subnets.reduce((sum, subnet) => sum + roomOf(subnet), 0);
        if (subnets.length === 0 || Number.isNaN(room)) continue;
        for (const pool of cluster.pools) {
          if (pool.max.value <= room) continue;
          const count = pool.min.value < room ? `${pool.min.value}..${room}` : `${room}`;
          report({
            message: `${pool.name} may have ${pool.max.value} machines, and ${subnets.map(({ name }) => name).join(', ')} ${subnets.length > 1 ? 'have' : 'has'} ${room} free addresses.`,
            origin: pool.max.origin,
            help: 'Give the subnet more addresses, such as a /24 with 251.',
            data: {
              replacements:
                isWritten(pool.max) && isWritten(pool.min)
                  ? [replace(`Change to ${count}`, pool.max.origin, `count: ${count}`)]
                  : [],
            },
            related: subnets.map(({ name, cidr }) => ({
              origin: cidr.origin,
              message: `${name} has ${cidr.value}.`,
            })),
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** The declared subnets that machines of a cluster are put into: the private ones, if there are any. */
function subnetsOf(cluster: Cluster, networks: readonly Network[]): readonly Subnet[] {
  const ref = cluster.network?.qualifiedName;
  const named = networks.flatMap(({ subnets }) => subnets).find((one) => one.qualifiedName === ref);
  if (named !== undefined) return [named];
  const home = ref === undefined ? networks[0] : networks.find((one) => one.qualifiedName === ref);
  if (home === undefined || (ref === undefined && networks.length > 1)) return [];
  const hidden = home.subnets.filter((one) => !one.public.value);
  return hidden.length > 0 ? hidden : home.subnets;
}

/** NaN when the block is none, which is another rule's finding. */
function roomOf({ cidr }: Subnet): number {
  const result = parseCidr(cidr.value);
  return 'cidr' in result ? Math.max(0, result.cidr.last - result.cidr.first + 1 - KEPT) : Number.NaN;
}
