import type { Cloud, Given } from '../../../model/infrastructure.ts';
import { parseCidr } from '../../../types/cidr.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Networks, subnets and firewall rules speak of addresses in blocks; a provider refuses one that begins in its middle. */
export const rule: Rule = {
  code: 'TN1803',
  name: 'address-block',
  summary: 'A block of addresses is not one.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const { block, property } of blocksOf(cloud)) {
        const result = parseCidr(block.value);
        if ('cidr' in result || isIpv6(block.value)) continue;
        const { suggestion } = result;
        const written = block.parameter === undefined && block.origin.layer !== 'template';
        report({
          message: result.problem,
          origin: block.origin,
          help:
            suggestion === undefined
              ? 'Write four numbers, a slash and a prefix length: "10.0.0.0/16".'
              : `Write "${suggestion}".`,
          data: {
            replacements:
              suggestion === undefined || !written
                ? []
                : [replace(`Change to ${suggestion}`, block.origin, `${property} "${suggestion}"`, true)],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

interface Block {
  readonly block: Given<string>;
  /** What stands before the value in the place that is marked. */
  readonly property: string;
}

const blocksOf = (cloud: Cloud): readonly Block[] =>
  cloud.resources.flatMap((resource) => {
    if (resource.kind !== 'network') return [];
    return [
      { block: resource.cidr, property: 'cidr:' },
      ...resource.subnets.map((subnet) => ({ block: subnet.cidr, property: 'cidr:' })),
      ...resource.firewalls.flatMap(({ rules }) =>
        rules.flatMap(({ from }) => ('value' in from ? [{ block: from, property: 'from' }] : [])),
      ),
    ];
  });

/** Only firewalls take IPv6, which is left to the provider. */
const isIpv6 = (text: string): boolean => text.includes(':');
