import type { Cluster, Pool } from '../../language/model/infrastructure.ts';
import type { Service } from '../../language/model/service.ts';
import type { Cause } from '../kit/text.ts';
import { identifier, kebab } from './names.ts';
import type { Placement } from './network-plan.ts';
import { attribute, block, documented, type HclBlock, type HclFile, jsonencode, raw, type RawHcl, resource } from './output.ts';
import { PULL_ACTIONS, registryOf, registryToken, statement, trustDocument } from './policies.ts';
import type { Scene } from './scene.ts';
import { scalingBlocks } from './service-scaling.ts';
import { egressRule, securityGroup } from './security-groups.ts';
import { capacityProviderName } from './transform-ecs.ts';
import { retention } from './transform-eks.ts';
import { identityFor, inlinePolicy, role } from './transform-identity.ts';
import { repositoryAddress } from './transform-registry.ts';

const MIB = 1024 ** 2;
/** What a Fargate task gets: 1 vCPU and 4 GiB, in the units of ECS. */
const FARGATE = { cpu: 1024, memory: 4096 };
/** Part of a machine's memory that is left for tasks when its system and the agent have theirs. */
const USABLE = 0.9;
const DEFAULT_LOG_DAYS = 30;

interface Port {
  readonly name: string;
  readonly number: number;
}
interface Runtime {
  readonly ports: readonly Port[];
  readonly command?: readonly string[];
  readonly health?: string;
}
/** How a serving platform is started and asked for its health; others listen on 8080 and start by themselves. */
const RUNTIMES: Readonly<Record<string, Runtime>> = {
  triton: {
    ports: [{ name: 'http', number: 8000 }, { name: 'grpc', number: 8001 }, { name: 'metrics', number: 8002 }],
    command: ['tritonserver', '--model-repository=/models'],
    health: 'curl -fs http://localhost:8000/v2/health/ready',
  },
};
const OTHER_RUNTIME: Runtime = { ports: [{ name: 'http', number: 8080 }] };

/** Everything that the service runs: the models that answer, or the steps that hand tensors to each other. */
const servingsOf = (service: Service) => [...service.serves, ...service.steps.map((step) => step.serving)];

export const runtimeOf = (service: Service): Runtime => {
  const platform = servingsOf(service).find((serving) => serving.platform !== undefined)?.platform ?? service.platform;
  const name = typeof platform === 'string' ? platform : platform?.qualifiedName.split('.').at(-1);
  return RUNTIMES[name ?? ''] ?? OTHER_RUNTIME;
};

/** Services that the deployment uses and that run on this cluster. */
export const servicesOn = (scene: Scene, cluster: Cluster): readonly Service[] =>
  scene.view.all('service').filter((service) => service.runsOn?.qualifiedName === cluster.qualifiedName);

export function transformService(scene: Scene, cluster: Cluster, service: Service, placement: Placement): HclFile {
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
  return { path: `service-${id}.tf`, purpose: `Service ${service.name} on ECS cluster ${cluster.name}.`, blocks, cause: service };
}

interface Assembly {
  readonly cluster: Cluster;
  readonly service: Service;
  readonly id: string;
  readonly pool: Pool | undefined;
}

const wantsGpu = (service: Service) =>
  servingsOf(service).find((serving) => serving.instances?.on.value === 'gpu')?.instances?.on;

function poolFor(scene: Scene, cluster: Cluster, service: Service): Pool | undefined {
  const pools = [...cluster.pools].sort((a, b) => (a.name < b.name ? -1 : 1));
  const gpu = wantsGpu(service);
  if (gpu === undefined) return pools.find((pool) => pool.facts?.gpu === undefined) ?? pools[0];
  const found = pools.find((pool) => pool.facts?.gpu !== undefined);
  if (found === undefined) {
    const what = pools.length === 0 ? 'runs on Fargate, which has no GPUs' : 'has no machine with a GPU';
    scene.report('TN9116', gpu.origin, `${service.name} wants a GPU, and cluster ${cluster.name} ${what}.`, 'Give the cluster a pool of GPU machines, such as g4dn.xlarge.');
  }
  return found;
}

function reportLost(scene: Scene, service: Service): void {
  const share = service.traffic[1];
  if (share !== undefined) {
    scene.report('TN9114', share.share.origin, `ECS sends requests to every task of ${service.name} alike: its traffic is not split here.`, 'Let Triton, Kubernetes or a gateway split it.');
  }
  if (service.balance !== undefined) {
    scene.report('TN9114', service.balance.method.origin, `The private DNS name of ${service.name} spreads requests at random, not by ${service.balance.method.value}.`, 'Put a load balancer in front.');
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
      attribute('retention_in_days', cluster.logs === undefined ? DEFAULT_LOG_DAYS : retention(scene, cluster), cluster.logs),
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
      : [statement({ sid: 'PullImage', actions: PULL_ACTIONS, resources: [raw(`${repositoryAddress(registry)}.arn`)] }), registryToken(cause)]),
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
    securityGroup(scene, plan, { id, element: service, description: `Service ${service.name}: from the network only`, suffix: [service.name] }),
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
      block('dns_config', [], [
        attribute('namespace_id', raw(`aws_service_discovery_private_dns_namespace.${identifier(cluster.name)}.id`)),
        attribute('routing_policy', 'MULTIVALUE'),
        block('dns_records', [], [attribute('ttl', 10), attribute('type', 'A')]),
      ]),
    ],
    service,
  );

/** The image: a tag in the cloud's registry, or whatever is given when applying. */
function image(scene: Scene, service: Service, id: string): RawHcl {
  const registry = registryOf(scene);
  if (registry !== undefined) {
    const tag = scene.ownVariable(
      {
        name: `${id}_image_tag`,
        type: 'string',
        description: `Tag of the image of ${service.name} in registry ${registry.name}.`,
        default: 'latest',
        cause: { derived: 'which image runs is known only when one has been pushed', from: [service] },
      },
      service,
    );
    return raw(`"\${${repositoryAddress(registry)}.repository_url}:\${${tag}}"`);
  }
  scene.report('TN9109', service.origin, `The cloud has no registry, so the image of ${service.name} must be given when applying (variable ${id}_image).`, `Declare a registry in ${scene.cloud.name}.`);
  return raw(
    scene.ownVariable(
      {
        name: `${id}_image`,
        type: 'string',
        description: `Image of ${service.name} with its models in /models.`,
        sample: 'example/model-server:1',
        cause: { derived: 'the cloud has no registry', from: [service] },
      },
      service,
    ),
  );
}

function taskDefinition(scene: Scene, { cluster, service, id, pool }: Assembly): HclBlock {
  const runtime = runtimeOf(service);
  const gpu = wantsGpu(service);
  const size = taskSize(pool);
  const container = {
    name: kebab(service.name),
    image: image(scene, service, id),
    essential: true,
    ...(runtime.command === undefined ? {} : { command: runtime.command }),
    ...(pool === undefined ? {} : { memoryReservation: size.memory }),
    ...(gpu === undefined || pool === undefined ? {} : { resourceRequirements: [{ type: 'GPU', value: '1' }] }),
    portMappings: runtime.ports.map((port) => ({ name: port.name, containerPort: port.number, hostPort: port.number, protocol: 'tcp' })),
    ...(runtime.health === undefined
      ? {}
      : { healthCheck: { command: ['CMD-SHELL', runtime.health], interval: 15, timeout: 5, retries: 3, startPeriod: 120 } }),
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': raw(`aws_cloudwatch_log_group.${id}.name`),
        'awslogs-region': raw('local.region'),
        'awslogs-stream-prefix': kebab(service.name),
      },
    },
  };
  const identity = identityFor(scene, cluster, 'ecs');
  return resource(
    'aws_ecs_task_definition',
    id,
    [
      attribute('family', scene.name('service', service)),
      attribute('network_mode', 'awsvpc'),
      attribute('requires_compatibilities', [pool === undefined ? 'FARGATE' : 'EC2']),
      pool === undefined && attribute('cpu', size.cpu),
      pool === undefined && attribute('memory', size.memory),
      attribute('execution_role_arn', raw(`aws_iam_role.${id}_execution.arn`)),
      identity !== undefined && attribute('task_role_arn', raw(`aws_iam_role.${identifier(identity.name)}.arn`), cluster.identity),
      attribute('container_definitions', jsonencode([container]), [service, ...servingsOf(service).map((serving) => serving.origin), ...(gpu ? [gpu] : [])]),
      scene.nameTag(service),
    ],
    service,
  );
}

/** One task for each GPU, or for each machine without one. */
function taskSize(pool: Pool | undefined): { readonly cpu: number; readonly memory: number } {
  if (pool?.facts === undefined) return FARGATE;
  const tasks = pool.facts.gpu?.count ?? 1;
  return { cpu: (pool.facts.vcpus * 1024) / tasks, memory: Math.floor((pool.facts.memory / MIB / tasks) * USABLE) };
}

function serviceBlock(scene: Scene, { cluster, service, id, pool }: Assembly, placement: Placement): HclBlock {
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
        block('capacity_provider_strategy', [], [
          attribute('capacity_provider', raw(capacityProviderName(cluster, pool))),
          attribute('weight', 1),
        ], pool),
      block('network_configuration', [], [
        attribute('subnets', placement.subnets),
        attribute('security_groups', raw(`[aws_security_group.${id}.id]`)),
        pool === undefined && placement.public && attribute('assign_public_ip', true),
      ]),
      block('service_registries', [], [attribute('registry_arn', raw(`aws_service_discovery_service.${id}.arn`))]),
      block('deployment_circuit_breaker', [], [attribute('enable', true), attribute('rollback', true)], {
        derived: 'a version whose tasks do not start is taken back',
        from: [service],
      }),
      scales &&
        block('lifecycle', [], [attribute('ignore_changes', raw('[desired_count]'))], {
          derived: 'the autoscaler moves the count between its limits',
          from: [service.scale!.min, service.scale!.max],
        }),
      attribute('depends_on', raw(`[aws_iam_role_policy.${id}_execution]`), {
        derived: 'tasks start only with these permissions, and nothing else says so',
        from: [service],
      }),
    ],
    service,
  );
}
