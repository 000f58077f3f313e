import type { Cluster, Pool } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier, kebab } from './names.ts';
import type { Placement } from './network-plan.ts';
import { attribute, block, documented, type HclBlock, type HclFile, map, raw, type RawHcl, resource, template } from './output.ts';
import { trustDocument } from './policies.ts';
import type { Scene } from './scene.ts';
import { managedPolicies, role } from './transform-identity.ts';
import { metadataOptions, rootSize } from './transform-machine.ts';
import { VERSIONS } from './versions.ts';

const GIB = 1024 ** 3;
const DAY = 86_400;
const NODE_POLICIES = ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy', 'AmazonEC2ContainerRegistryPullOnly'];

export function transformEks(scene: Scene, cluster: Cluster, placement: Placement): HclFile {
  checkZones(scene, cluster, placement);
  const id = identifier(cluster.name);
  const blocks = [
    { block: trustDocument(`${id}_trust`, 'eks.amazonaws.com', cluster) },
    { block: role(scene, { id, element: cluster, cause: cluster }) },
    { block: managedPolicies(id, ['AmazonEKSClusterPolicy'], cluster) },
    ...(cluster.logs === undefined ? [] : [{ block: logGroup(scene, cluster, id) }]),
    documented(clusterBlock(scene, cluster, id, placement), cluster.documentation),
    ...(cluster.pools.length === 0 ? [] : nodeRole(scene, cluster, id)),
    ...[...cluster.pools]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((pool) => [
        { block: launchTemplate(scene, cluster, pool) },
        documented(nodeGroup(scene, cluster, pool, placement), pool.documentation),
      ]),
    ...(scene.all('identity').some((identity) => identity.trusts.value === 'eks') ? [{ block: identityAgent(scene, id) }] : []),
  ];
  scene.checkAddresses(blocks, cluster);
  return { path: `cluster-${id}.tf`, purpose: `EKS cluster ${cluster.name} and its node groups.`, blocks, cause: cluster };
}

function checkZones(scene: Scene, cluster: Cluster, { plan, public: isPublic, subnets }: Placement): void {
  const declared = isPublic ? plan.publicSubnets : plan.privateSubnets;
  const named = plan.network.subnets.find((subnet) => subnet.qualifiedName === cluster.network?.qualifiedName);
  const zones = plan.derived
    ? plan.network.zones.value
    : new Set((named === undefined ? declared : [named]).map((subnet) => subnet.zone.value)).size;
  if (zones >= 2) return;
  scene.report(
    'TN9106',
    cluster.origin,
    `EKS cluster ${cluster.name} would have its subnets in one availability zone only (${subnets.text}); EKS needs two.`,
    plan.derived ? `Set "zones: 2" in ${plan.network.name}.` : `Declare subnets in another zone in ${plan.network.name}.`,
  );
}

const logGroup = (scene: Scene, cluster: Cluster, id: string): HclBlock =>
  resource(
    'aws_cloudwatch_log_group',
    id,
    [
      attribute('name', template('/aws/eks/', raw('local.prefix'), `-${kebab(cluster.name)}/cluster`)),
      attribute('retention_in_days', retention(scene, cluster), cluster.logs),
    ],
    cluster.logs,
  );

/** CloudWatch keeps logs for certain numbers of days only; the next longer one is taken. */
const RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
export function retention(scene: Scene, cluster: Cluster): number | RawHcl {
  const logs = cluster.logs!;
  if (logs.parameter === undefined) {
    const days = logs.value.value / DAY;
    return RETENTIONS.find((choice) => choice >= days) ?? RETENTIONS.at(-1)!;
  }
  const wanted = `ceil(${scene.variable(logs.parameter)} / ${DAY})`;
  return raw(`min([for days in [${RETENTIONS.join(', ')}] : days if days >= ${wanted}]...)`);
}

function clusterBlock(scene: Scene, cluster: Cluster, id: string, placement: Placement): HclBlock {
  const access = scene.ownVariable(
    {
      name: `${id}_api_cidrs`,
      type: 'list(string)',
      description: `CIDR blocks outside the network that may reach the Kubernetes API of ${cluster.name}; none keeps it inside.`,
      default: [],
      cause: { derived: 'the API of a cluster is closed to the world until someone opens it', from: [cluster] },
    },
    cluster,
  );
  const logged = cluster.logs !== undefined;
  return resource(
    'aws_eks_cluster',
    id,
    [
      attribute('name', scene.name('cluster', cluster)),
      attribute('role_arn', raw(`aws_iam_role.${id}.arn`)),
      attribute('version', cluster.release === undefined ? VERSIONS.kubernetes.value : scene.given(cluster.release), cluster.release),
      logged && attribute('enabled_cluster_log_types', ['api', 'audit', 'authenticator'], cluster.logs),
      scene.nameTag(cluster),
      block('access_config', [], [
        attribute('authentication_mode', 'API'),
        attribute('bootstrap_cluster_creator_admin_permissions', true),
      ]),
      block('vpc_config', [], [
        attribute('subnet_ids', placement.subnets, cluster.network),
        attribute('endpoint_private_access', true),
        attribute('endpoint_public_access', raw(`length(${access}) > 0`)),
        attribute('public_access_cidrs', raw(`length(${access}) > 0 ? ${access} : null`)),
      ]),
      attribute(
        'depends_on',
        raw(`[aws_iam_role_policy_attachment.${id}${logged ? `, aws_cloudwatch_log_group.${id}` : ''}]`),
        { derived: 'EKS uses the role (and the log group) while it is made and removed, and nothing else says so', from: [cluster] },
      ),
    ],
    cluster,
  );
}

const nodeRole = (scene: Scene, cluster: Cluster, id: string) => {
  const cause: Cause = { derived: 'the machines of the pools join the cluster with this role', from: [...cluster.pools] };
  return [
    trustDocument(`${id}_nodes_trust`, 'ec2.amazonaws.com', cause),
    role(scene, { id: `${id}_nodes`, element: cluster, suffix: [cluster.name, 'nodes'], cause }),
    managedPolicies(`${id}_nodes`, NODE_POLICIES, cause),
  ].map((one) => ({ block: one }));
};

function launchTemplate(scene: Scene, cluster: Cluster, pool: Pool): HclBlock {
  const tags = map(['Name', scene.name('tag', pool, cluster.name, pool.name)]);
  const merged = (kind: string): HclBlock =>
    block('tag_specifications', [], [
      attribute('resource_type', kind),
      attribute('tags', raw(`merge(local.tags, { Name = "\${local.prefix}-${kebab(cluster.name)}-${kebab(pool.name)}" })`)),
    ]);
  return resource(
    'aws_launch_template',
    identifier(cluster.name, pool.name),
    [
      attribute('name', scene.name('launch template', pool, cluster.name, pool.name)),
      attribute('tags', tags),
      metadataOptions(1),
      block('block_device_mappings', [], [
        attribute('device_name', '/dev/xvda'),
        block('ebs', [], [
          attribute('volume_type', 'gp3'),
          attribute('volume_size', pool.disk === undefined ? rootSize(pool.facts) : scene.whole(pool.disk, GIB), pool.disk),
          attribute('encrypted', true),
          attribute('delete_on_termination', true),
        ]),
      ]),
      // The provider's default tags don't reach what the template makes.
      merged('instance'),
      merged('volume'),
    ],
    pool,
  );
}

function nodeGroup(scene: Scene, cluster: Cluster, pool: Pool, placement: Placement): HclBlock {
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
      block('launch_template', [], [
        attribute('id', raw(`aws_launch_template.${poolId}.id`)),
        attribute('version', raw(`aws_launch_template.${poolId}.latest_version`)),
      ]),
      block('scaling_config', [], [
        attribute('desired_size', scene.given(pool.min), pool.min),
        attribute('min_size', scene.given(pool.min), pool.min),
        attribute('max_size', atLeastOne(scene.given(pool.max)), pool.max),
      ]),
      block('update_config', [], [attribute('max_unavailable', 1)]),
      gpu &&
        block('taint', [], [
          attribute('key', 'nvidia.com/gpu'),
          attribute('value', 'true'),
          attribute('effect', 'NO_SCHEDULE'),
        ], { derived: 'only what asks for a GPU may use a machine that has one', from: [pool.machine] }),
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
  if (pool.spot.parameter !== undefined) return raw(`${scene.variable(pool.spot.parameter)} ? "SPOT" : "ON_DEMAND"`);
  return pool.spot.value ? 'SPOT' : 'ON_DEMAND';
}

const identityAgent = (scene: Scene, id: string): HclBlock =>
  resource(
    'aws_eks_addon',
    `${id}_pod_identity`,
    [attribute('cluster_name', raw(`aws_eks_cluster.${id}.name`)), attribute('addon_name', 'eks-pod-identity-agent')],
    {
      derived: 'pods take the roles that trust eks through this agent',
      from: scene.all('identity').filter((identity) => identity.trusts.value === 'eks').map((identity) => identity.trusts),
    },
  );
