import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import type { NetworkPlan } from './network-plan.ts';
import {
  attribute,
  block,
  data,
  type DocumentedBlock,
  documented,
  type HclBlock,
  type HclFile,
  map,
  raw,
  RawHcl,
  resource,
  template,
} from './output.ts';
import type { Scene } from './scene.ts';
import { firewallBlocks } from './security-groups.ts';
import { gateways } from './transform-routes.ts';

/** New bits of a derived subnet: sixteen of them fit into the network, public ones from 0 and private ones from 8. */
const DERIVED_BITS = 4;
const FIRST_PRIVATE = 8;
/** What AmazonEMRServicePolicy_v2 wants to see on everything that EMR touches. */
export const EMR_TAG = 'for-use-with-amazon-emr-managed-policies';
/** AWS makes no subnet smaller than /28. */
const SMALLEST_SUBNET = 28;

export function transformNetwork(scene: Scene, plan: NetworkPlan): HclFile {
  const blocks: DocumentedBlock[] = [
    ...basics(scene, plan),
    ...[
      ...(plan.derived ? derivedSubnets(scene, plan) : declaredSubnets(scene, plan)),
      ...gateways(scene, plan),
      ...plan.network.firewalls.flatMap((firewall) => firewallBlocks(scene, plan, firewall)),
    ].map((one) => documented(one, undefined)),
  ];
  scene.checkAddresses(blocks, plan.network);
  return {
    path: `network-${plan.id}.tf`,
    purpose: `Network ${plan.network.name}: its subnets, ways out and firewalls.`,
    blocks,
    cause: plan.cause,
  };
}

function basics(scene: Scene, plan: NetworkPlan): DocumentedBlock[] {
  const { network, id, cause } = plan;
  const vpc = [
    attribute('cidr_block', scene.given(network.cidr), network.cidr),
    attribute('enable_dns_support', true),
    attribute('enable_dns_hostnames', true),
    scene.nameTag(network),
  ];
  return [
    documented(resource('aws_vpc', id, vpc, cause), network.documentation),
    documented(
      resource('aws_default_security_group', id, [attribute('vpc_id', raw(`aws_vpc.${id}.id`))], cause),
      'Adopted without rules, so that what forgets its security group can reach nothing.',
    ),
  ];
}

function declaredSubnets(scene: Scene, plan: NetworkPlan): HclBlock[] {
  return [...plan.publicSubnets, ...plan.privateSubnets].map((subnet) =>
    resource(
      'aws_subnet',
      identifier(plan.network.name, subnet.name),
      [
        attribute('vpc_id', raw(`aws_vpc.${plan.id}.id`)),
        attribute('cidr_block', scene.given(subnet.cidr), subnet.cidr),
        attribute('availability_zone', template(raw('local.region'), subnet.zone.value), [
          subnet.zone,
          scene.cloud.region,
        ]),
        subnet.public.value && attribute('map_public_ip_on_launch', true, subnet.public),
        attribute(
          'tags',
          subnetTags(scene, plan, subnet.public.value, [plan.network.name, subnet.name]),
          subnet,
        ),
      ],
      subnet,
    ),
  );
}

function derivedSubnets(scene: Scene, plan: NetworkPlan): HclBlock[] {
  const { id, network } = plan;
  const prefixLength = Number(network.cidr.value.split('/')[1]);
  if (prefixLength + DERIVED_BITS > SMALLEST_SUBNET) {
    const largest = SMALLEST_SUBNET - DERIVED_BITS;
    scene.report(
      'TN9117',
      network.cidr.origin,
      `A /${prefixLength} network is too small for the subnets that are derived from it.`,
      `Give it a /${largest} or a larger block, or declare its subnets.`,
    );
  }
  const cause: Cause = [
    network.zones,
    { derived: 'no subnet is declared: each zone gets a public and a private one', from: [plan.cause] },
  ];
  const side = (name: 'public' | 'private', first: number): HclBlock =>
    resource(
      'aws_subnet',
      `${id}_${name}`,
      [
        attribute('for_each', raw(`{ for index, zone in local.${id}_zones : zone => index }`)),
        attribute('vpc_id', raw(`aws_vpc.${id}.id`)),
        attribute(
          'cidr_block',
          raw(
            `cidrsubnet(aws_vpc.${id}.cidr_block, ${DERIVED_BITS}, each.value${first === 0 ? '' : ` + ${first}`})`,
          ),
        ),
        attribute('availability_zone', raw('each.key')),
        name === 'public' && attribute('map_public_ip_on_launch', true),
        attribute('tags', subnetTags(scene, plan, name === 'public', [network.name, name, raw('each.key')])),
      ],
      cause,
    );
  return [
    data('aws_availability_zones', `${id}`, [attribute('state', 'available')], cause),
    block(
      'locals',
      [],
      [
        attribute(
          `${id}_zones`,
          raw(`slice(data.aws_availability_zones.${id}.names, 0, ${zoneCount(scene, plan)})`),
        ),
      ],
      cause,
    ),
    side('public', 0),
    side('private', FIRST_PRIVATE),
  ];
}

const zoneCount = (scene: Scene, plan: NetworkPlan): string => {
  const count = scene.given(plan.network.zones);
  return count instanceof RawHcl ? count.text : String(count);
};

function subnetTags(scene: Scene, plan: NetworkPlan, isPublic: boolean, name: readonly (string | RawHcl)[]) {
  const eks = clustersOn(plan, 'eks');
  const emr = clustersOn(plan, 'emr');
  return map(
    ['Name', scene.name('tag', plan.network, ...name)],
    eks.length > 0 && [
      `kubernetes.io/role/${isPublic ? 'elb' : 'internal-elb'}`,
      '1',
      { derived: 'Kubernetes looks for these subnets when it makes load balancers', from: eks },
    ],
    emr.length > 0 && [
      EMR_TAG,
      'true',
      { derived: "Amazon's policy for EMR allows tagged subnets only", from: emr },
    ],
  );
}

const clustersOn = (plan: NetworkPlan, platform: string) =>
  plan.workloads.filter((one) => one.kind === 'cluster' && one.platform.value === platform);
