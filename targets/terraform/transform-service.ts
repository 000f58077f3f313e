import type { Cluster, Pool } from '../../language/model/infrastructure.ts';
import type { Service } from '../../language/model/service.ts';
import type { Cause } from '../kit/text.ts';
import { identifier, kebab } from './names.ts';
import type { Placement } from './network-plan.ts';
import { attribute, block, documented, type HclBlock, type HclFile, raw, resource } from './output.ts';
import { PULL_ACTIONS, registryOf, registryToken, statement, trustDocument } from './policies.ts';
import type { Scene } from './scene.ts';
import { scalingBlocks } from './service-scaling.ts';
import { egressRule, securityGroup } from './security-groups.ts';
import { capacityProviderName } from './transform-ecs.ts';
import { inlinePolicy, role } from './transform-identity.ts';
import { repositoryAddress } from './transform-registry.ts';
import { runtimeOf, wantsGpu } from './service-runtime.ts';
import { type PlacedService, taskDefinition } from './task-definition.ts';
import { retention } from './log-retention.ts';

const DEFAULT_LOG_DAYS = 30;

/** Services that the deployment uses and that run on this cluster. */
export const servicesOn = (scene: Scene, cluster: Cluster): readonly Service[] =>
  scene.view.all('service').filter((service) => service.runsOn?.qualifiedName === cluster.qualifiedName);

export function transformService(
  scene: Scene,
  cluster: Cluster,
  service: Service,
  placement: Placement,
): HclFile {
  const id = identifier(service.name);
  const pool = poolFor(scene, cluster, service);
  const blocks = [
    { block: logGroup(scene, cluster, service, id) },
    ...executionRole(scene, service, id),
    ...network(scene, service, id, placement),
    { block: discovery(cluster, service, id) },
    { block: taskDefinition(scene, { cluster, service, id, pool }) },
    documented(serviceBlock(scene, { cluster, service, id, pool }, placement), service.documentation),
    ...scalingBlocks(scene, cluster, service, id).map((one) => ({ block: one })),
  ];
  reportLost(scene, service);
  scene.checkAddresses(blocks, service);
  return {
    path: `service-${id}.tf`,
    purpose: `Service ${service.name} on ECS cluster ${cluster.name}.`,
    blocks,
    cause: service,
  };
}

function poolFor(scene: Scene, cluster: Cluster, service: Service): Pool | undefined {
  const pools = [...cluster.pools].sort((a, b) => (a.name < b.name ? -1 : 1));
  const gpu = wantsGpu(service);
  if (gpu === undefined) return pools.find((pool) => pool.facts?.gpu === undefined) ?? pools[0];
  if (pools.length === 0) {
    scene.report(
      'TN9115',
      gpu.origin,
      `${service.name} asks for a GPU, and without pools cluster ${cluster.name} runs on Fargate, which has none.`,
      `Give ${cluster.name} a pool of GPU machines, such as g4dn.xlarge.`,
    );
  }
  return pools.find((pool) => pool.facts?.gpu !== undefined);
}

function reportLost(scene: Scene, service: Service): void {
  const share = service.traffic[1];
  if (share !== undefined) {
    scene.report(
      'TN9114',
      share.share.origin,
      `ECS sends requests to every task of ${service.name} alike: its traffic is not split here.`,
      'Let Triton, Kubernetes or a gateway split it.',
    );
  }
  if (service.balance !== undefined) {
    scene.report(
      'TN9114',
      service.balance.method.origin,
      `The private DNS name of ${service.name} spreads requests at random, not by ${service.balance.method.value}.`,
      'Put a load balancer in front.',
    );
  }
}

const logGroup = (scene: Scene, cluster: Cluster, service: Service, id: string): HclBlock => {
  const name = `/ecs/${scene.prefix}/${kebab(service.name)}`;
  scene.checkName('log group', name, service);
  return resource(
    'aws_cloudwatch_log_group',
    id,
    [
      attribute('name', raw(`"/ecs/\${local.prefix}/${kebab(service.name)}"`)),
      attribute(
        'retention_in_days',
        cluster.logs === undefined ? DEFAULT_LOG_DAYS : retention(scene, cluster),
        cluster.logs,
      ),
    ],
    service,
  );
};

/** What ECS itself may do for a task: pull its image and write its log, and no more. */
function executionRole(scene: Scene, service: Service, id: string) {
  const registry = registryOf(scene);
  const cause: Cause = { derived: 'ECS pulls the image and writes the log with this role', from: [service] };
  const statements = [
    statement({
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [raw(`"\${aws_cloudwatch_log_group.${id}.arn}:*"`)],
    }),
    ...(registry === undefined
      ? []
      : [
          statement({
            sid: 'PullImage',
            actions: PULL_ACTIONS,
            resources: [raw(`${repositoryAddress(registry)}.arn`)],
          }),
          registryToken(cause),
        ]),
  ];
  return [
    trustDocument(`${id}_execution_trust`, 'ecs-tasks.amazonaws.com', cause),
    role(scene, { id: `${id}_execution`, element: service, suffix: [service.name, 'execution'], cause }),
    ...inlinePolicy(`${id}_execution`, statements, cause),
  ].map((one) => ({ block: one }));
}

function network(scene: Scene, service: Service, id: string, { plan }: Placement) {
  const ingress = runtimeOf(service).ports.map((port) =>
    resource(
      'aws_vpc_security_group_ingress_rule',
      `${id}_${port.name}`,
      [
        attribute('security_group_id', raw(`aws_security_group.${id}.id`)),
        attribute('description', `${port.name} from the network`),
        attribute('ip_protocol', 'tcp'),
        attribute('from_port', port.number),
        attribute('to_port', port.number),
        attribute('cidr_ipv4', raw(`aws_vpc.${plan.id}.cidr_block`)),
      ],
      service,
    ),
  );
  return [
    securityGroup(scene, plan, {
      id,
      element: service,
      description: `Service ${service.name}: from the network only`,
      suffix: [service.name],
    }),
    ...ingress,
    egressRule(id, service),
  ].map((one) => ({ block: one }));
}

const discovery = (cluster: Cluster, service: Service, id: string): HclBlock =>
  resource(
    'aws_service_discovery_service',
    id,
    [
      attribute('name', kebab(service.name)),
      block(
        'dns_config',
        [],
        [
          attribute(
            'namespace_id',
            raw(`aws_service_discovery_private_dns_namespace.${identifier(cluster.name)}.id`),
          ),
          attribute('routing_policy', 'MULTIVALUE'),
          block('dns_records', [], [attribute('ttl', 10), attribute('type', 'A')]),
        ],
      ),
    ],
    service,
  );

function serviceBlock(
  scene: Scene,
  { cluster, service, id, pool }: PlacedService,
  placement: Placement,
): HclBlock {
  const clusterId = identifier(cluster.name);
  const scales = service.scale !== undefined && service.scale.min.value !== service.scale.max.value;
  return resource(
    'aws_ecs_service',
    id,
    [
      attribute('name', scene.name('service', service)),
      attribute('cluster', raw(`aws_ecs_cluster.${clusterId}.id`), cluster),
      attribute('task_definition', raw(`aws_ecs_task_definition.${id}.arn`)),
      attribute('desired_count', service.scale?.min.value ?? 1, service.scale?.min),
      pool === undefined && attribute('launch_type', 'FARGATE'),
      attribute('propagate_tags', 'SERVICE'),
      scene.nameTag(service),
      pool !== undefined &&
        block(
          'capacity_provider_strategy',
          [],
          [attribute('capacity_provider', raw(capacityProviderName(cluster, pool))), attribute('weight', 1)],
          pool,
        ),
      block(
        'network_configuration',
        [],
        [
          attribute('subnets', placement.subnets),
          attribute('security_groups', raw(`[aws_security_group.${id}.id]`)),
          pool === undefined && placement.public && attribute('assign_public_ip', true),
        ],
      ),
      block(
        'service_registries',
        [],
        [attribute('registry_arn', raw(`aws_service_discovery_service.${id}.arn`))],
      ),
      block('deployment_circuit_breaker', [], [attribute('enable', true), attribute('rollback', true)], {
        derived: 'a version whose tasks do not start is taken back',
        from: [service],
      }),
      scales &&
        block('lifecycle', [], [attribute('ignore_changes', raw('[desired_count]'))], {
          derived: 'the autoscaler moves the count between its limits',
          from: [service.scale.min, service.scale.max],
        }),
      attribute('depends_on', raw(`[aws_iam_role_policy.${id}_execution]`), {
        derived: 'tasks start only with these permissions, and nothing else says so',
        from: [service],
      }),
    ],
    service,
  );
}
