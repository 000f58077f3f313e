import type { Element } from '../../language/model/element.ts';
import type { Firewall, FirewallRule } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import type { NetworkPlan } from './network-plan.ts';
import { attribute, type HclBlock, type HclItem, map, raw, resource } from './output.ts';
import type { Scene } from './scene.ts';

export function firewallBlocks(scene: Scene, plan: NetworkPlan, firewall: Firewall): HclBlock[] {
  const id = identifier(plan.network.name, firewall.name);
  return [
    securityGroup(scene, plan, {
      id,
      element: firewall,
      description: `Firewall ${firewall.name} of network ${plan.network.name}`,
    }),
    ...firewall.rules.map((rule) => ingressRule(scene, plan, id, rule)),
    egressRule(id, firewall),
  ];
}

/** A security group without rules: each rule is a resource of its own, so that one change never rewrites the others. */
export function securityGroup(
  scene: Scene,
  plan: NetworkPlan,
  group: {
    readonly id: string;
    readonly element: Element;
    readonly description: string;
    readonly suffix?: readonly string[];
    readonly extra?: readonly HclItem[];
    readonly tags?: readonly (readonly [string, string])[];
  },
): HclBlock {
  const suffix = group.suffix ?? [plan.network.name, group.element.name];
  return resource(
    'aws_security_group',
    group.id,
    [
      attribute('name', scene.name('security group', group.element, ...suffix)),
      attribute('description', group.description),
      attribute('vpc_id', raw(`aws_vpc.${plan.id}.id`)),
      ...(group.extra ?? []),
      attribute('tags', map(['Name', scene.name('tag', group.element, ...suffix)], ...(group.tags ?? []))),
    ],
    group.element,
  );
}

export const egressRule = (group: string, cause: Cause): HclBlock =>
  resource(
    'aws_vpc_security_group_egress_rule',
    `${group}_all`,
    [
      attribute('security_group_id', raw(`aws_security_group.${group}.id`)),
      attribute('description', 'Anywhere'),
      attribute('ip_protocol', '-1'),
      attribute('cidr_ipv4', '0.0.0.0/0'),
    ],
    cause,
  );

function ingressRule(scene: Scene, plan: NetworkPlan, group: string, rule: FirewallRule): HclBlock {
  const fromNetwork = 'qualifiedName' in rule.from;
  const source = 'qualifiedName' in rule.from ? raw(`aws_vpc.${plan.id}.cidr_block`) : scene.given(rule.from);
  const from = 'qualifiedName' in rule.from ? 'network' : rule.from.value.replace(/[^0-9a-z]+/gi, '_');
  const ipv6 = !fromNetwork && 'value' in rule.from && rule.from.value.includes(':');
  return resource(
    'aws_vpc_security_group_ingress_rule',
    identifier(group, rule.protocol, String(rule.port), 'from', from),
    [
      attribute('security_group_id', raw(`aws_security_group.${group}.id`)),
      attribute(
        'description',
        `${rule.protocol} ${rule.port} from ${fromNetwork ? 'the network' : 'outside'}`,
      ),
      attribute('ip_protocol', rule.protocol),
      attribute('from_port', rule.port),
      attribute('to_port', rule.port),
      attribute(ipv6 ? 'cidr_ipv6' : 'cidr_ipv4', source),
    ],
    rule,
  );
}
