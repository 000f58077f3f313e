import type { Cluster, Pool } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier, kebab } from './names.ts';
import type { Placement } from './network-plan.ts';
import { attribute, block, type HclBlock, map, raw, type RawHcl, resource } from './output.ts';
import { trustDocument } from './policies.ts';
import type { Scene } from './scene.ts';
import { managedPolicies, role } from './transform-identity.ts';
import { metadataOptions, rootSize } from './transform-machine.ts';

const GIB = 1024 ** 3;
const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEKS_CNI_Policy',
  'AmazonEC2ContainerRegistryPullOnly',
];

export const nodeRole = (scene: Scene, cluster: Cluster, id: string) => {
  const cause: Cause = {
    derived: 'the machines of the pools join the cluster with this role',
    from: [...cluster.pools],
  };
  return [
    trustDocument(`${id}_nodes_trust`, 'ec2.amazonaws.com', cause),
    role(scene, { id: `${id}_nodes`, element: cluster, suffix: [cluster.name, 'nodes'], cause }),
    managedPolicies(`${id}_nodes`, NODE_POLICIES, cause),
  ].map((one) => ({ block: one }));
};

export function launchTemplate(scene: Scene, cluster: Cluster, pool: Pool): HclBlock {
  const tags = map(['Name', scene.name('tag', pool, cluster.name, pool.name)]);
  const merged = (kind: string): HclBlock =>
    block(
      'tag_specifications',
      [],
      [
        attribute('resource_type', kind),
        attribute(
          'tags',
          raw(`merge(local.tags, { Name = "\${local.prefix}-${kebab(cluster.name)}-${kebab(pool.name)}" })`),
        ),
      ],
    );
  return resource(
    'aws_launch_template',
    identifier(cluster.name, pool.name),
    [
      attribute('name', scene.name('launch template', pool, cluster.name, pool.name)),
      attribute('tags', tags),
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
      // The provider's default tags don't reach what the template makes.
      merged('instance'),
      merged('volume'),
    ],
    pool,
  );
}

export function nodeGroup(scene: Scene, cluster: Cluster, pool: Pool, placement: Placement): HclBlock {
  const id = identifier(cluster.name);
  const poolId = identifier(cluster.name, pool.name);
  const gpu = pool.facts?.gpu !== undefined;
  return resource(
    'aws_eks_node_group',
    poolId,
    [
      attribute('cluster_name', raw(`aws_eks_cluster.${id}.name`)),
      attribute('node_group_name', scene.name('node group', pool, cluster.name, pool.name)),
      attribute('node_role_arn', raw(`aws_iam_role.${id}_nodes.arn`)),
      attribute('subnet_ids', placement.subnets, cluster.network),
      attribute('ami_type', imageType(pool), pool.machine),
      attribute('instance_types', [scene.given(pool.machine)], pool.machine),
      attribute('capacity_type', capacity(scene, pool), pool.spot),
      attribute('labels', map(['pool', kebab(pool.name)]), pool),
      scene.nameTag(pool, cluster.name, pool.name),
      block(
        'launch_template',
        [],
        [
          attribute('id', raw(`aws_launch_template.${poolId}.id`)),
          attribute('version', raw(`aws_launch_template.${poolId}.latest_version`)),
        ],
      ),
      block(
        'scaling_config',
        [],
        [
          attribute('desired_size', scene.given(pool.min), pool.min),
          attribute('min_size', scene.given(pool.min), pool.min),
          attribute('max_size', atLeastOne(scene.given(pool.max)), pool.max),
        ],
      ),
      block('update_config', [], [attribute('max_unavailable', 1)]),
      gpu &&
        block(
          'taint',
          [],
          [
            attribute('key', 'nvidia.com/gpu'),
            attribute('value', 'true'),
            attribute('effect', 'NO_SCHEDULE'),
          ],
          { derived: 'only what asks for a GPU may use a machine that has one', from: [pool.machine] },
        ),
      block('lifecycle', [], [attribute('ignore_changes', raw('[scaling_config[0].desired_size]'))], {
        derived: 'the autoscaler moves the size between its limits',
        from: [pool.min, pool.max],
      }),
      attribute('depends_on', raw(`[aws_iam_role_policy_attachment.${id}_nodes]`), {
        derived: 'machines join only with these permissions, and must be gone before they are taken away',
        from: [pool],
      }),
    ],
    pool,
  );
}

/** EKS refuses a node group that may never have a machine. */
const atLeastOne = (value: number | RawHcl): number | RawHcl =>
  typeof value === 'number' ? Math.max(1, value) : raw(`max(1, ${value.text})`);

function imageType(pool: Pool): string {
  const architecture = pool.facts?.architecture === 'arm64' ? 'ARM_64' : 'x86_64';
  return `AL2023_${architecture}_${pool.facts?.gpu === undefined ? 'STANDARD' : 'NVIDIA'}`;
}

function capacity(scene: Scene, pool: Pool) {
  if (pool.spot.parameter !== undefined)
    return raw(`${scene.variable(pool.spot.parameter)} ? "SPOT" : "ON_DEMAND"`);
  return pool.spot.value ? 'SPOT' : 'ON_DEMAND';
}
