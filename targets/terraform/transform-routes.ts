import type { Subnet } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import { firstSubnetId, type NetworkPlan, subnetAddress } from './network-plan.ts';
import { attribute, type HclBlock, raw, resource, template } from './output.ts';
import type { Scene } from './scene.ts';

/** Whether anything on the network sits in a private subnet and so needs a way out to pull images. */
function privateWorkloads(plan: NetworkPlan) {
  const isPublic = (qualifiedName: string | undefined): boolean =>
    plan.publicSubnets.some((subnet) => subnet.qualifiedName === qualifiedName);
  if (!plan.derived && plan.privateSubnets.length === 0) return [];
  return plan.workloads.filter(
    (one) => !isPublic((one.kind === 'cluster' ? one.network : one.on)?.qualifiedName),
  );
}

/** Route tables, gateways and endpoints: every way out that the network's subnets and workloads need. */
export function gateways(scene: Scene, plan: NetworkPlan): HclBlock[] {
  const { id } = plan;
  const hasPublic = plan.derived || plan.publicSubnets.length > 0;
  const hasPrivate = plan.derived || plan.privateSubnets.length > 0;
  const needy = privateWorkloads(plan);
  const blocks: HclBlock[] = [];
  if (hasPublic) blocks.push(...publicRoutes(scene, plan));
  if (hasPrivate) blocks.push(...privateRoutes(scene, plan));
  if (hasPublic && needy.length > 0) blocks.push(...natGateway(scene, plan, needy));
  if (!hasPublic && needy.length > 0) {
    const first = needy[0]!;
    scene.report(
      'TN9111',
      first.origin,
      `${first.name} runs in private subnets of ${plan.network.name}, which has no public subnet to hold a NAT gateway: its machines can't pull images.`,
      `Declare a subnet with "public: true" in ${plan.network.name}, or make endpoints for what it needs.`,
    );
  }
  const buckets = scene.all('bucket');
  if (buckets.length > 0) {
    const tables = [
      hasPublic && `aws_route_table.${id}_public.id`,
      hasPrivate && `aws_route_table.${id}_private.id`,
    ];
    blocks.push(
      resource(
        'aws_vpc_endpoint',
        `${id}_s3`,
        [
          attribute('vpc_id', raw(`aws_vpc.${id}.id`)),
          attribute('service_name', template('com.amazonaws.', raw('local.region'), '.s3')),
          attribute('vpc_endpoint_type', 'Gateway'),
          attribute('route_table_ids', raw(`[${tables.filter((table) => table !== false).join(', ')}]`)),
          scene.nameTag(plan.network, plan.network.name, 's3'),
        ],
        {
          derived: 'traffic to the buckets stays inside AWS and costs nothing',
          from: [plan.cause, ...buckets],
        },
      ),
    );
  }
  return blocks;
}

function publicRoutes(scene: Scene, plan: NetworkPlan): HclBlock[] {
  const { id } = plan;
  const cause: Cause = {
    derived: 'a public subnet is one with a route to an internet gateway',
    from: [plan.cause, ...plan.publicSubnets],
  };
  return [
    resource(
      'aws_internet_gateway',
      id,
      [attribute('vpc_id', raw(`aws_vpc.${id}.id`)), scene.nameTag(plan.network)],
      cause,
    ),
    routeTable(scene, plan, 'public', cause),
    resource(
      'aws_route',
      `${id}_public_out`,
      [
        attribute('route_table_id', raw(`aws_route_table.${id}_public.id`)),
        attribute('destination_cidr_block', '0.0.0.0/0'),
        attribute('gateway_id', raw(`aws_internet_gateway.${id}.id`)),
      ],
      cause,
    ),
    ...associations(plan, 'public', plan.publicSubnets, cause),
  ];
}

function privateRoutes(scene: Scene, plan: NetworkPlan): HclBlock[] {
  const cause: Cause = {
    derived: 'private subnets have routes of their own',
    from: [plan.cause, ...plan.privateSubnets],
  };
  return [
    routeTable(scene, plan, 'private', cause),
    ...associations(plan, 'private', plan.privateSubnets, cause),
  ];
}

function natGateway(
  scene: Scene,
  plan: NetworkPlan,
  needy: readonly { origin: Subnet['origin'] }[],
): HclBlock[] {
  const { id } = plan;
  const cause: Cause = {
    derived: 'what runs in private subnets pulls images and updates through a NAT gateway',
    from: needy,
  };
  return [
    resource(
      'aws_eip',
      `${id}_nat`,
      [attribute('domain', 'vpc'), scene.nameTag(plan.network, plan.network.name, 'nat')],
      cause,
    ),
    resource(
      'aws_nat_gateway',
      id,
      [
        attribute('allocation_id', raw(`aws_eip.${id}_nat.id`)),
        attribute('subnet_id', firstSubnetId(plan, 'public')),
        scene.nameTag(plan.network),
        attribute('depends_on', raw(`[aws_internet_gateway.${id}]`), {
          derived:
            'the gateway works only once the network has its internet gateway, to which nothing here refers',
          from: needy,
        }),
      ],
      cause,
    ),
    resource(
      'aws_route',
      `${id}_private_out`,
      [
        attribute('route_table_id', raw(`aws_route_table.${id}_private.id`)),
        attribute('destination_cidr_block', '0.0.0.0/0'),
        attribute('nat_gateway_id', raw(`aws_nat_gateway.${id}.id`)),
      ],
      cause,
    ),
  ];
}

const routeTable = (scene: Scene, plan: NetworkPlan, side: string, cause: Cause): HclBlock =>
  resource(
    'aws_route_table',
    `${plan.id}_${side}`,
    [attribute('vpc_id', raw(`aws_vpc.${plan.id}.id`)), scene.nameTag(plan.network, plan.network.name, side)],
    cause,
  );

function associations(plan: NetworkPlan, side: string, subnets: readonly Subnet[], cause: Cause): HclBlock[] {
  const table = attribute('route_table_id', raw(`aws_route_table.${plan.id}_${side}.id`));
  if (plan.derived) {
    const each = [
      attribute('for_each', raw(`aws_subnet.${plan.id}_${side}`)),
      attribute('subnet_id', raw('each.value.id')),
      table,
    ];
    return [resource('aws_route_table_association', `${plan.id}_${side}`, each, cause)];
  }
  return subnets.map((subnet) =>
    resource(
      'aws_route_table_association',
      identifier(plan.network.name, subnet.name),
      [attribute('subnet_id', raw(`${subnetAddress(plan, subnet)}.id`)), table],
      subnet,
    ),
  );
}
