import type { Cluster, Pool } from '../../language/model/infrastructure.ts';
import type { OutputFile } from '../kit/target.ts';
import { TextBuilder, type Cause } from '../kit/text.ts';
import { headerLine, packageOf } from '../kit/header.ts';
import { identifier, kebab } from './names.ts';
import type { Placement } from './network-plan.ts';
import { attribute, block, data, documented, type HclBlock, type HclFile, raw, resource } from './output.ts';
import { trustDocument } from './policies.ts';
import type { Scene } from './scene.ts';
import { egressRule, securityGroup } from './security-groups.ts';
import { instanceProfile, managedPolicies, role } from './transform-identity.ts';
import { metadataOptions, rootSize } from './transform-machine.ts';

const GIB = 1024 ** 3;
const NODE_SCRIPT = 'boot/ecs-node.sh.tftpl';
/** Where Amazon publishes the newest image for machines of ECS. */
const IMAGES = {
  gpu: '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id',
  x86_64: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
  arm64: '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id',
};

export interface EcsFiles {
  readonly hcl: HclFile;
  readonly script: OutputFile | undefined;
}

/** The cluster with its machines; without pools its tasks run on Fargate. The services have files of their own. */
export function transformEcs(scene: Scene, cluster: Cluster, placement: Placement): EcsFiles {
  const id = identifier(cluster.name);
  const pools = [...cluster.pools].sort((a, b) => (a.name < b.name ? -1 : 1));
  const blocks = [
    documented(clusterBlock(scene, cluster, id), cluster.documentation),
    { block: capacityProviders(cluster, id, pools) },
    { block: namespace(scene, cluster, id, placement) },
    ...(pools.length === 0
      ? []
      : machineRole(scene, cluster, id, placement, pools).map((one) => ({ block: one }))),
    ...pools.flatMap((pool) => poolBlocks(scene, cluster, pool, placement).map((one) => ({ block: one }))),
  ];
  scene.checkAddresses(blocks, cluster);
  return {
    hcl: {
      path: `cluster-${id}.tf`,
      purpose: `ECS cluster ${cluster.name} and its machines.`,
      blocks,
      cause: cluster,
    },
    script: pools.length === 0 ? undefined : nodeScript(scene, pools),
  };
}

export const capacityProviderName = (cluster: Cluster, pool: Pool): string =>
  `aws_ecs_capacity_provider.${identifier(cluster.name, pool.name)}.name`;

const clusterBlock = (scene: Scene, cluster: Cluster, id: string): HclBlock =>
  resource(
    'aws_ecs_cluster',
    id,
    [
      attribute('name', scene.name('cluster', cluster)),
      scene.nameTag(cluster),
      block('setting', [], [attribute('name', 'containerInsights'), attribute('value', 'enabled')]),
    ],
    cluster,
  );

function capacityProviders(cluster: Cluster, id: string, pools: readonly Pool[]): HclBlock {
  const names = pools.map((pool) => raw(capacityProviderName(cluster, pool)));
  const cause: Cause =
    pools.length === 0
      ? { derived: 'a cluster without pools runs its tasks on Fargate', from: [cluster] }
      : pools;
  return resource(
    'aws_ecs_cluster_capacity_providers',
    id,
    [
      attribute('cluster_name', raw(`aws_ecs_cluster.${id}.name`)),
      attribute('capacity_providers', names.length === 0 ? ['FARGATE'] : names),
    ],
    cause,
  );
}

/** Services are found by name inside the network: `<service>.<prefix>-<cluster>.internal`. */
const namespace = (scene: Scene, cluster: Cluster, id: string, { plan }: Placement): HclBlock =>
  resource(
    'aws_service_discovery_private_dns_namespace',
    id,
    [
      attribute('name', raw(`"\${local.prefix}-${kebab(cluster.name)}.internal"`)),
      attribute('description', `Names of the services on ${cluster.name}`),
      attribute('vpc', raw(`aws_vpc.${plan.id}.id`)),
      scene.nameTag(cluster),
    ],
    cluster,
  );

function machineRole(
  scene: Scene,
  cluster: Cluster,
  id: string,
  { plan }: Placement,
  pools: readonly Pool[],
): HclBlock[] {
  const cause: Cause = { derived: 'the machines of the pools join the cluster with this role', from: pools };
  const suffix = [cluster.name, 'nodes'];
  const guards = plan.network.firewalls.length > 0;
  return [
    trustDocument(`${id}_nodes_trust`, 'ec2.amazonaws.com', cause),
    role(scene, { id: `${id}_nodes`, element: cluster, suffix, cause }),
    managedPolicies(`${id}_nodes`, ['service-role/AmazonEC2ContainerServiceforEC2Role'], cause),
    instanceProfile(scene, `${id}_nodes`, cluster, ...suffix),
    ...(guards
      ? []
      : [
          securityGroup(scene, plan, {
            id: `${id}_nodes`,
            element: cluster,
            description: `Machines of cluster ${cluster.name}: out only`,
            suffix,
          }),
          egressRule(`${id}_nodes`, cause),
        ]),
  ];
}

function poolBlocks(scene: Scene, cluster: Cluster, pool: Pool, placement: Placement): HclBlock[] {
  const poolId = identifier(cluster.name, pool.name);
  return [
    data('aws_ssm_parameter', poolId, [attribute('name', imageParameter(pool))], pool.machine),
    launchTemplate(scene, cluster, pool, placement),
    scalingGroup(scene, cluster, pool, placement),
    resource(
      'aws_ecs_capacity_provider',
      poolId,
      [
        attribute('name', scene.name('launch template', pool, cluster.name, pool.name)),
        scene.nameTag(pool, cluster.name, pool.name),
        block(
          'auto_scaling_group_provider',
          [],
          [
            attribute('auto_scaling_group_arn', raw(`aws_autoscaling_group.${poolId}.arn`)),
            block('managed_scaling', [], [attribute('status', 'ENABLED'), attribute('target_capacity', 100)]),
          ],
        ),
      ],
      pool,
    ),
  ];
}

const imageParameter = (pool: Pool): string =>
  pool.facts?.gpu === undefined ? IMAGES[pool.facts?.architecture ?? 'x86_64'] : IMAGES.gpu;

function launchTemplate(scene: Scene, cluster: Cluster, pool: Pool, { plan }: Placement): HclBlock {
  const id = identifier(cluster.name);
  const poolId = identifier(cluster.name, pool.name);
  const firewalls = plan.network.firewalls.map(
    (firewall) => `aws_security_group.${identifier(plan.network.name, firewall.name)}.id`,
  );
  const groups = firewalls.length > 0 ? firewalls.join(', ') : `aws_security_group.${id}_nodes.id`;
  return resource(
    'aws_launch_template',
    poolId,
    [
      attribute('name', scene.name('launch template', pool, cluster.name, pool.name)),
      attribute('image_id', raw(`data.aws_ssm_parameter.${poolId}.insecure_value`)),
      attribute('instance_type', scene.given(pool.machine), pool.machine),
      attribute('update_default_version', true),
      attribute('vpc_security_group_ids', raw(`[${groups}]`)),
      attribute(
        'user_data',
        raw(
          `base64encode(templatefile("\${path.module}/${NODE_SCRIPT}", { cluster = aws_ecs_cluster.${id}.name }))`,
        ),
      ),
      scene.nameTag(pool, cluster.name, pool.name),
      block('iam_instance_profile', [], [attribute('arn', raw(`aws_iam_instance_profile.${id}_nodes.arn`))]),
      metadataOptions(1),
      block(
        'block_device_mappings',
        [],
        [
          attribute('device_name', '/dev/xvda'),
          block(
            'ebs',
            [],
            [
              attribute('volume_type', 'gp3'),
              attribute(
                'volume_size',
                pool.disk === undefined ? rootSize(pool.facts) : scene.whole(pool.disk, GIB),
                pool.disk,
              ),
              attribute('encrypted', true),
              attribute('delete_on_termination', true),
            ],
          ),
        ],
      ),
      pool.spot.value && block('instance_market_options', [], [attribute('market_type', 'spot')], pool.spot),
      block(
        'tag_specifications',
        [],
        [
          attribute('resource_type', 'instance'),
          attribute(
            'tags',
            raw(
              `merge(local.tags, { Name = "\${local.prefix}-${kebab(cluster.name)}-${kebab(pool.name)}" })`,
            ),
          ),
        ],
      ),
    ],
    pool,
  );
}

function scalingGroup(scene: Scene, cluster: Cluster, pool: Pool, placement: Placement): HclBlock {
  const poolId = identifier(cluster.name, pool.name);
  return resource(
    'aws_autoscaling_group',
    poolId,
    [
      attribute('name', scene.name('launch template', pool, cluster.name, pool.name)),
      attribute('min_size', scene.given(pool.min), pool.min),
      attribute('max_size', scene.given(pool.max), pool.max),
      attribute('vpc_zone_identifier', placement.subnets, cluster.network),
      block(
        'launch_template',
        [],
        [
          attribute('id', raw(`aws_launch_template.${poolId}.id`)),
          attribute('version', raw(`aws_launch_template.${poolId}.latest_version`)),
        ],
      ),
      block(
        'tag',
        [],
        [
          attribute('key', 'AmazonECSManaged'),
          attribute('value', 'true'),
          attribute('propagate_at_launch', true),
        ],
      ),
      block('lifecycle', [], [attribute('ignore_changes', raw('[desired_capacity]'))], {
        derived: 'ECS moves the size between its limits',
        from: [pool.min, pool.max],
      }),
    ],
    pool,
  );
}

function nodeScript(scene: Scene, pools: readonly Pool[]): OutputFile {
  const text = new TextBuilder();
  text.line('#!/bin/sh');
  text.line(headerLine('#', packageOf(scene.cloud.qualifiedName)));
  text.because(
    { derived: 'a machine learns at its first start which cluster it belongs to', from: pools },
    () => {
      text.line("echo 'ECS_CLUSTER=${cluster}' >> /etc/ecs/ecs.config");
      text.line("echo 'ECS_AWSVPC_BLOCK_IMDS=true' >> /etc/ecs/ecs.config");
    },
  );
  return { path: NODE_SCRIPT, text: text.build() };
}
