import type { Cluster, Pool } from '../../language/model/infrastructure.ts';
import type { Service } from '../../language/model/service.ts';
import { identifier, kebab } from './names.ts';
import { attribute, type HclBlock, jsonencode, raw, type RawHcl, resource } from './output.ts';
import { registryOf } from './policies.ts';
import type { Scene } from './scene.ts';
import { runtimeOf, servingsOf, wantsGpu } from './service-runtime.ts';
import { identityFor } from './transform-identity.ts';
import { repositoryAddress } from './transform-registry.ts';

const MIB = 1024 ** 2;
/** What a Fargate task gets: 1 vCPU and 4 GiB, in the units of ECS. */
const FARGATE = { cpu: 1024, memory: 4096 };
/** Part of a machine's memory that is left for tasks when its system and the agent have theirs. */
const USABLE = 0.9;

/** A service with the cluster that it runs on, and the pool of it unless that is Fargate. */
export interface PlacedService {
  readonly cluster: Cluster;
  readonly service: Service;
  readonly id: string;
  readonly pool: Pool | undefined;
}

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
  scene.report(
    'TN9109',
    service.origin,
    `The cloud has no registry, so the image of ${service.name} must be given when applying (variable ${id}_image).`,
    `Declare a registry in ${scene.cloud.name}.`,
  );
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

/** What runs for a service: one container with the image, its ports and its health. */
export function taskDefinition(scene: Scene, { cluster, service, id, pool }: PlacedService): HclBlock {
  const runtime = runtimeOf(service);
  const gpu = wantsGpu(service);
  const size = taskSize(pool);
  const container = {
    name: kebab(service.name),
    image: image(scene, service, id),
    essential: true,
    ...(runtime.command === undefined ? {} : { command: runtime.command }),
    ...(pool === undefined ? {} : { memoryReservation: size.memory }),
    ...(gpu === undefined || pool === undefined
      ? {}
      : { resourceRequirements: [{ type: 'GPU', value: '1' }] }),
    portMappings: runtime.ports.map((port) => ({
      name: port.name,
      containerPort: port.number,
      hostPort: port.number,
      protocol: 'tcp',
    })),
    ...(runtime.health === undefined
      ? {}
      : {
          healthCheck: {
            command: ['CMD-SHELL', runtime.health],
            interval: 15,
            timeout: 5,
            retries: 3,
            startPeriod: 120,
          },
        }),
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
      identity !== undefined &&
        attribute('task_role_arn', raw(`aws_iam_role.${identifier(identity.name)}.arn`), cluster.identity),
      attribute('container_definitions', jsonencode([container]), [
        service,
        ...servingsOf(service).map((serving) => serving.origin),
        ...(gpu ? [gpu] : []),
      ]),
      scene.nameTag(service),
    ],
    service,
  );
}

/** One task for each GPU, or for each machine without one. */
function taskSize(pool: Pool | undefined): { readonly cpu: number; readonly memory: number } {
  if (pool?.facts === undefined) return FARGATE;
  const tasks = pool.facts.gpu?.count ?? 1;
  return {
    cpu: (pool.facts.vcpus * 1024) / tasks,
    memory: Math.floor((pool.facts.memory / MIB / tasks) * USABLE),
  };
}
