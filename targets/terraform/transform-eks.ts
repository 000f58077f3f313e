import type { Cluster } from '../../language/model/infrastructure.ts';
import { identifier, kebab } from './names.ts';
import type { Placement } from './network-plan.ts';
import {
  attribute,
  block,
  documented,
  type HclBlock,
  type HclFile,
  raw,
  resource,
  template,
} from './output.ts';
import { trustDocument } from './policies.ts';
import type { Scene } from './scene.ts';
import { managedPolicies, role } from './transform-identity.ts';
import { VERSIONS } from './versions.ts';
import { launchTemplate, nodeGroup, nodeRole } from './node-group.ts';
import { retention } from './log-retention.ts';

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
    ...(scene.all('identity').some((identity) => identity.trusts.value === 'eks')
      ? [{ block: identityAgent(scene, id) }]
      : []),
  ];
  scene.checkAddresses(blocks, cluster);
  return {
    path: `cluster-${id}.tf`,
    purpose: `EKS cluster ${cluster.name} and its node groups.`,
    blocks,
    cause: cluster,
  };
}

function checkZones(scene: Scene, cluster: Cluster, { plan, public: isPublic, subnets }: Placement): void {
  const declared = isPublic ? plan.publicSubnets : plan.privateSubnets;
  const named = plan.network.subnets.find(
    (subnet) => subnet.qualifiedName === cluster.network?.qualifiedName,
  );
  const zones = plan.derived
    ? plan.network.zones.value
    : new Set((named === undefined ? declared : [named]).map((subnet) => subnet.zone.value)).size;
  if (zones >= 2) return;
  scene.report(
    'TN9106',
    cluster.origin,
    `EKS cluster ${cluster.name} would have its subnets in one availability zone only (${subnets.text}); EKS needs two.`,
    plan.derived
      ? `Set "zones: 2" in ${plan.network.name}.`
      : `Declare subnets in another zone in ${plan.network.name}.`,
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

function clusterBlock(scene: Scene, cluster: Cluster, id: string, placement: Placement): HclBlock {
  const access = scene.ownVariable(
    {
      name: `${id}_api_cidrs`,
      type: 'list(string)',
      description: `CIDR blocks outside the network that may reach the Kubernetes API of ${cluster.name}; none keeps it inside.`,
      default: [],
      cause: {
        derived: 'the API of a cluster is closed to the world until someone opens it',
        from: [cluster],
      },
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
      attribute(
        'version',
        cluster.release === undefined ? VERSIONS.kubernetes.value : scene.given(cluster.release),
        cluster.release,
      ),
      logged && attribute('enabled_cluster_log_types', ['api', 'audit', 'authenticator'], cluster.logs),
      scene.nameTag(cluster),
      block(
        'access_config',
        [],
        [
          attribute('authentication_mode', 'API'),
          attribute('bootstrap_cluster_creator_admin_permissions', true),
        ],
      ),
      block(
        'vpc_config',
        [],
        [
          attribute('subnet_ids', placement.subnets, cluster.network),
          attribute('endpoint_private_access', true),
          attribute('endpoint_public_access', raw(`length(${access}) > 0`)),
          attribute('public_access_cidrs', raw(`length(${access}) > 0 ? ${access} : null`)),
        ],
      ),
      attribute(
        'depends_on',
        raw(`[aws_iam_role_policy_attachment.${id}${logged ? `, aws_cloudwatch_log_group.${id}` : ''}]`),
        {
          derived:
            'EKS uses the role (and the log group) while it is made and removed, and nothing else says so',
          from: [cluster],
        },
      ),
    ],
    cluster,
  );
}

const identityAgent = (scene: Scene, id: string): HclBlock =>
  resource(
    'aws_eks_addon',
    `${id}_pod_identity`,
    [
      attribute('cluster_name', raw(`aws_eks_cluster.${id}.name`)),
      attribute('addon_name', 'eks-pod-identity-agent'),
    ],
    {
      derived: 'pods take the roles that trust eks through this agent',
      from: scene
        .all('identity')
        .filter((identity) => identity.trusts.value === 'eks')
        .map((identity) => identity.trusts),
    },
  );
