import type { Cluster, Pool } from '../../language/model/infrastructure.ts';
import { identifier } from './names.ts';
import type { Placement } from './network-plan.ts';
import { attribute, block, documented, type HclBlock, type HclFile, map, raw, resource } from './output.ts';
import { statement, trustDocument } from './policies.ts';
import type { Scene } from './scene.ts';
import { egressRule, securityGroup } from './security-groups.ts';
import { identityFor, inlinePolicy, instanceProfile, managedPolicies, role } from './transform-identity.ts';
import { EMR_TAG } from './transform-network.ts';
import { VERSIONS } from './versions.ts';
import { type EmrParts, fleet, scaling, taskFleet, typeConfig } from './emr-fleet.ts';

const APPLICATIONS: Readonly<Record<string, string>> = {
  spark: 'Spark', hive: 'Hive', hadoop: 'Hadoop', livy: 'Livy', presto: 'Presto', trino: 'Trino', flink: 'Flink', zeppelin: 'Zeppelin',
}; // prettier-ignore

export function transformEmr(scene: Scene, cluster: Cluster, placement: Placement): HclFile | undefined {
  const parts = partsOf(scene, cluster);
  if (parts === undefined) return undefined;
  const id = identifier(cluster.name);
  const groups = ['master', 'workers', 'service'].map((part) => `${id}_${part}`);
  const identity = identityFor(scene, cluster, 'emr');
  if (identity === undefined && cluster.identity === undefined) {
    scene.report(
      'TN9112',
      cluster.origin,
      `${cluster.name} has no identity, so its programs can read and write no bucket.`,
      'Declare an identity that trusts emr and allows what the programs need, and name it in the cluster.',
    );
  }
  const nodeRole = identity === undefined ? `${id}_nodes` : identifier(identity.name);
  const blocks = [
    ...(identity === undefined ? ownNodeRole(scene, cluster, id) : []),
    ...serviceRole(scene, cluster, id, nodeRole),
    ...groups.flatMap((group, index) =>
      emrGroup(scene, cluster, placement, group, ['master', 'workers', 'service'][index]!),
    ),
  ].map((one) => ({ block: one }));
  const whole = [
    ...blocks,
    documented(
      clusterBlock(scene, { cluster, id, parts, placement, groups, nodeRole }),
      cluster.documentation,
    ),
    ...(parts.task === undefined ? [] : [{ block: taskFleet(scene, id, parts.task) }]),
    ...(parts.core === undefined ? [] : [{ block: scaling(scene, id, parts) }]),
  ];
  scene.checkAddresses(whole, cluster);
  return { path: `cluster-${id}.tf`, purpose: `EMR cluster ${cluster.name}.`, blocks: whole, cause: cluster };
}

function partsOf(scene: Scene, cluster: Cluster): EmrParts | undefined {
  const named = (name: string): Pool | undefined =>
    cluster.pools.find((pool) => pool.name.toLowerCase() === name);
  const [master, core, task] = [named('master'), named('core'), named('task')];
  const other = cluster.pools.filter((pool) => pool !== master && pool !== core && pool !== task);
  if (master === undefined || other.length > 0) {
    const wrong = other[0]?.name;
    scene.report(
      'TN9110',
      other[0]?.origin ?? cluster.origin,
      wrong === undefined
        ? `EMR cluster ${cluster.name} has no pool called master.`
        : `A pool of an EMR cluster is called master, core or task, and not ${wrong}.`,
      'Use the names master (one machine), core (data and work) and task (work only).',
    );
    return undefined;
  }
  if (master.min.value !== master.max.value || ![1, 3].includes(master.max.value)) {
    scene.report(
      'TN9110',
      master.max.origin,
      `An EMR cluster has one master machine or three, not ${master.min.value}..${master.max.value}.`,
      'Write "count: 1".',
    );
  }
  return { master, core, task };
}

const ownNodeRole = (scene: Scene, cluster: Cluster, id: string): HclBlock[] => {
  const suffix = [cluster.name, 'nodes'];
  return [
    trustDocument(`${id}_nodes_trust`, 'ec2.amazonaws.com', cluster),
    role(scene, { id: `${id}_nodes`, element: cluster, suffix, cause: cluster }),
    instanceProfile(scene, `${id}_nodes`, cluster, ...suffix),
  ];
};

/** The role that EMR itself works with: Amazon's policy, and the right to hand the machines theirs. */
function serviceRole(scene: Scene, cluster: Cluster, id: string, nodeRole: string): HclBlock[] {
  const pass = statement({
    sid: 'GiveMachinesTheirRole',
    actions: ['iam:PassRole'],
    resources: [raw(`aws_iam_role.${nodeRole}.arn`)],
    condition: { test: 'StringLike', variable: 'iam:PassedToService', values: ['ec2.amazonaws.com'] },
  });
  return [
    trustDocument(`${id}_service_trust`, 'elasticmapreduce.amazonaws.com', cluster),
    role(scene, { id: `${id}_service`, element: cluster, suffix: [cluster.name, 'service'], cause: cluster }),
    managedPolicies(`${id}_service`, ['service-role/AmazonEMRServicePolicy_v2'], cluster),
    ...inlinePolicy(`${id}_service`, [pass], cluster),
  ];
}

function emrGroup(
  scene: Scene,
  cluster: Cluster,
  placement: Placement,
  group: string,
  part: string,
): HclBlock[] {
  const made = securityGroup(scene, placement.plan, {
    id: group,
    element: cluster,
    description: `EMR cluster ${cluster.name}: ${part}; EMR adds the rules between its machines`,
    suffix: [cluster.name, part],
    extra: [attribute('revoke_rules_on_delete', true)],
    tags: [[EMR_TAG, 'true']],
  });
  return part === 'service' ? [made] : [made, egressRule(group, cluster)];
}

interface Assembly {
  readonly cluster: Cluster;
  readonly id: string;
  readonly parts: EmrParts;
  readonly placement: Placement;
  readonly groups: readonly string[];
  readonly nodeRole: string;
}

function clusterBlock(scene: Scene, { cluster, id, parts, placement, groups, nodeRole }: Assembly): HclBlock {
  const [master, workers, service] = groups.map((group) => raw(`aws_security_group.${group}.id`));
  const apps =
    cluster.apps.length === 0
      ? ['Spark']
      : cluster.apps.map((app) => APPLICATIONS[app.value] ?? app.value).sort();
  return resource(
    'aws_emr_cluster',
    id,
    [
      attribute('name', scene.name('cluster', cluster)),
      attribute(
        'release_label',
        cluster.release === undefined ? VERSIONS.emr.value : scene.given(cluster.release),
        cluster.release,
      ),
      attribute('applications', apps, cluster.apps),
      attribute('service_role', raw(`aws_iam_role.${id}_service.arn`)),
      attribute('keep_job_flow_alive_when_no_steps', true),
      attribute('termination_protection', false),
      attribute(
        'tags',
        map(
          ['Name', scene.name('tag', cluster)],
          [
            EMR_TAG,
            'true',
            { derived: "Amazon's policy for EMR allows tagged clusters only", from: [cluster] },
          ],
        ),
      ),
      block(
        'ec2_attributes',
        [],
        [
          attribute('subnet_ids', placement.subnets, cluster.network),
          attribute('instance_profile', raw(`aws_iam_instance_profile.${nodeRole}.arn`), cluster.identity),
          attribute('emr_managed_master_security_group', master!),
          attribute('emr_managed_slave_security_group', workers!),
          !placement.public && attribute('service_access_security_group', service!),
        ],
      ),
      block(
        'master_instance_fleet',
        [],
        [
          attribute('name', 'master'),
          attribute('target_on_demand_capacity', scene.given(parts.master.max), parts.master.max),
          typeConfig(scene, parts.master),
        ],
        parts.master,
      ),
      cluster.stopAfter !== undefined &&
        block(
          'auto_termination_policy',
          [],
          [attribute('idle_timeout', scene.whole(cluster.stopAfter, 1))],
          cluster.stopAfter,
        ),
      parts.core !== undefined &&
        block('core_instance_fleet', [], fleet(scene, parts.core, 'core'), parts.core),
      attribute(
        'depends_on',
        raw(`[aws_iam_role_policy.${id}_service, aws_iam_role_policy_attachment.${id}_service]`),
        {
          derived:
            'EMR works with these permissions while it starts and ends the cluster, and nothing else says so',
          from: [cluster],
        },
      ),
    ],
    cluster,
  );
}
