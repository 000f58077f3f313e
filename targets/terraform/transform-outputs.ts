import type { CloudOutput, Cluster, ClusterPlatform, Resource } from '../../language/model/infrastructure.ts';
import type { Service } from '../../language/model/service.ts';
import type { Cause } from '../kit/text.ts';
import { identifier, kebab } from './names.ts';
import { attribute, block, type HclBlock, type HclFile, raw } from './output.ts';
import { repositoryAddress } from './transform-registry.ts';
import { runtimeOf } from './service-runtime.ts';
import { servicesOn } from './transform-service.ts';
import type { Scene } from './scene.ts';

/** Expressions by attribute, for everything that an output may speak of. */
type Attributes = Readonly<Record<string, string>>;

/** The outputs that the model declares, and those that whoever deploys on the infrastructure needs anyway. */
export function transformOutputs(scene: Scene): readonly HclFile[] {
  const declared = scene.all('output').flatMap((output) => declaredOutput(scene, output));
  const taken = new Set(declared.map((one) => one.name));
  const usual = usualOutputs(scene).filter((one) => !taken.has(one.name));
  const blocks = [...declared, ...usual]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((one) => ({ block: one.block }));
  return blocks.length === 0
    ? []
    : [{ path: 'outputs.tf', purpose: 'What others need to know.', blocks, cause: scene.cloud }];
}

interface NamedOutput {
  readonly name: string;
  readonly block: HclBlock;
}

const output = (name: string, description: string, value: string, cause: Cause): NamedOutput => ({
  name,
  block: block(
    'output',
    [name],
    [attribute('description', description), attribute('value', raw(value))],
    cause,
  ),
});

function declaredOutput(scene: Scene, declared: CloudOutput): readonly NamedOutput[] {
  const { ref, attribute: wanted } = declared.value;
  const name = ref.qualifiedName.split('.').at(-1)!;
  const attributes = attributesOf(scene, ref.qualifiedName);
  const value = attributes?.[wanted];
  if (value === undefined) {
    const known = attributes === undefined ? [] : Object.keys(attributes);
    scene.report(
      'TN9116',
      declared.origin,
      known.length === 0
        ? `${name} is nothing that this configuration makes.`
        : `${name} has no attribute called ${wanted}.`,
      known.length === 0 ? 'Speak of an element of the same cloud.' : `Use ${known.join(', ')}.`,
    );
    return [];
  }
  return [
    output(identifier(declared.name), declared.documentation ?? `${wanted} of ${name}.`, value, declared),
  ];
}

function usualOutputs(scene: Scene): readonly NamedOutput[] {
  const buckets = scene
    .all('bucket')
    .map((one) =>
      output(
        `${identifier(one.name)}_bucket`,
        `Name of bucket ${one.name}.`,
        resourceAttributes(scene, one)['name']!,
        one,
      ),
    );
  const registries = scene
    .all('registry')
    .map((one) =>
      output(
        `${identifier(one.name)}_url`,
        `Where images of ${one.name} are pushed to.`,
        resourceAttributes(scene, one)['url']!,
        one,
      ),
    );
  const clusters = scene
    .all('cluster')
    .map((one) =>
      output(
        `${identifier(one.name)}_name`,
        `Name of cluster ${one.name}.`,
        resourceAttributes(scene, one)['name']!,
        one,
      ),
    );
  const machines = scene
    .all('machine')
    .map((one) =>
      output(
        `${identifier(one.name)}_address`,
        `Address of machine ${one.name} inside the network.`,
        resourceAttributes(scene, one)['address']!,
        one,
      ),
    );
  const services = ecsServices(scene).map(({ cluster, service }) =>
    output(
      `${identifier(service.name)}_endpoint`,
      `Where ${service.name} answers, inside the network.`,
      serviceAttributes(cluster, service)['endpoint']!,
      service,
    ),
  );
  return [...buckets, ...registries, ...clusters, ...machines, ...services];
}

const ecsServices = (scene: Scene): readonly { cluster: Cluster; service: Service }[] =>
  scene
    .all('cluster')
    .filter((cluster) => cluster.platform.value === 'ecs')
    .flatMap((cluster) => servicesOn(scene, cluster).map((service) => ({ cluster, service })));

function attributesOf(scene: Scene, qualifiedName: string): Attributes | undefined {
  const found = scene.cloud.resources.find((one) => one.qualifiedName === qualifiedName);
  if (found !== undefined) return resourceAttributes(scene, found);
  const running = ecsServices(scene).find((one) => one.service.qualifiedName === qualifiedName);
  return running === undefined ? undefined : serviceAttributes(running.cluster, running.service);
}

const serviceAttributes = (cluster: Cluster, service: Service): Attributes => {
  const id = identifier(service.name);
  const host = `${kebab(service.name)}.\${aws_service_discovery_private_dns_namespace.${identifier(cluster.name)}.name}`;
  return {
    name: `aws_ecs_service.${id}.name`,
    endpoint: `"http://${host}:${runtimeOf(service).ports[0]!.number}"`,
  };
};

function resourceAttributes(scene: Scene, one: Resource): Attributes {
  const id = identifier(one.name);
  switch (one.kind) {
    case 'bucket':
      return { name: `module.${id}.name`, arn: `module.${id}.arn` };
    case 'registry': {
      const address = repositoryAddress(one);
      return { name: `${address}.name`, url: `${address}.repository_url`, arn: `${address}.arn` };
    }
    case 'network':
      return { id: `aws_vpc.${id}.id`, cidr: `aws_vpc.${id}.cidr_block` };
    case 'machine':
      return {
        id: `aws_instance.${id}.id`,
        address: `aws_instance.${id}.private_ip`,
        public_address: `aws_instance.${id}.public_ip`,
      };
    case 'identity':
      return { name: `aws_iam_role.${id}.name`, arn: `aws_iam_role.${id}.arn` };
    case 'cluster':
      return clusterAttributes(one.platform.value, id);
    case 'database':
      return {};
    case 'output':
      return attributesOf(scene, one.value.ref.qualifiedName) ?? {};
  }
}

function clusterAttributes(platform: ClusterPlatform, id: string): Attributes {
  if (platform === 'eks') {
    const address = `aws_eks_cluster.${id}`;
    return {
      name: `${address}.name`,
      arn: `${address}.arn`,
      endpoint: `${address}.endpoint`,
      version: `${address}.version`,
    };
  }
  if (platform === 'emr') {
    const address = `aws_emr_cluster.${id}`;
    return {
      name: `${address}.name`,
      arn: `${address}.arn`,
      id: `${address}.id`,
      endpoint: `${address}.master_public_dns`,
    };
  }
  return { name: `aws_ecs_cluster.${id}.name`, arn: `aws_ecs_cluster.${id}.arn` };
}
