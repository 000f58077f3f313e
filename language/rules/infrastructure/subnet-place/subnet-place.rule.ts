import type { Network, Subnet } from '../../../model/infrastructure.ts';
import { contains, overlap, parseCidr, type Cidr } from '../../../types/cidr.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';

/** Subnets share the addresses of their network: each lies inside it, and no two have one in common. */
export const rule: Rule = {
  code: 'TN1804',
  name: 'subnet-place',
  summary: 'A subnet lies outside its network, or overlaps another one.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const resource of cloud.resources) if (resource.kind === 'network') checkNetwork(resource, report);
    }),
  ],
};

function checkNetwork(network: Network, report: SystemReport): void {
  const whole = blockOf(network.cidr.value);
  const earlier: { readonly subnet: Subnet; readonly block: Cidr }[] = [];
  for (const subnet of network.subnets) {
    const block = blockOf(subnet.cidr.value);
    // What is no block at all is another rule's finding.
    if (block === undefined) continue;
    if (whole !== undefined && !contains(whole, block)) {
      report({
        message: `${subnet.name} (${subnet.cidr.value}) lies outside its network ${network.name} (${network.cidr.value}).`,
        origin: subnet.cidr.origin,
        help: 'Take a part of the addresses of the network, or make the network larger.',
        related: [{ origin: network.cidr.origin, message: 'The network has these addresses.' }],
      });
    }
    const other = earlier.find((one) => overlap(one.block, block));
    if (other !== undefined) {
      report({
        message: `${subnet.name} (${subnet.cidr.value}) has addresses of ${other.subnet.name} (${other.subnet.cidr.value}).`,
        origin: subnet.cidr.origin,
        help: 'Give each subnet addresses of its own.',
        related: [{ origin: other.subnet.cidr.origin, message: `${other.subnet.name} has these addresses.` }],
      });
    }
    earlier.push({ subnet, block });
  }
}

function blockOf(text: string): Cidr | undefined {
  const result = parseCidr(text);
  return 'cidr' in result ? result.cidr : undefined;
}
