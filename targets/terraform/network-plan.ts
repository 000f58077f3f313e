import type { Element, Ref } from '../../language/model/element.ts';
import type { Cluster, Machine, Network, Subnet } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import { raw, type RawHcl } from './output.ts';
import type { Scene } from './scene.ts';

/** A network with what runs on it: enough to decide about gateways, routes and tags. */
export interface NetworkPlan {
  readonly network: Network;
  readonly cause: Cause;
  /** Name of its blocks. */
  readonly id: string;
  /** Subnets are not declared but derived over the zones. */
  readonly derived: boolean;
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  readonly workloads: readonly Workload[];
}
export type Workload = Cluster | Machine;

/** Where one workload is put. */
export interface Placement {
  readonly plan: NetworkPlan;
  /** List of subnet identifiers. */
  readonly subnets: RawHcl;
  /** One of them, for what lives in a single subnet. */
  readonly subnet: RawHcl;
  readonly public: boolean;
}

const IMPLIED_CIDR = '10.0.0.0/16';
const IMPLIED_ZONES = 2;

/** Plans every network of the cloud, and one that is implied when something needs it and none is declared. */
export function planNetworks(scene: Scene): readonly NetworkPlan[] {
  const declared = scene.all('network');
  const workloads: Workload[] = [...scene.all('cluster'), ...scene.all('machine')];
  if (declared.length === 0) {
    return workloads.length === 0
      ? []
      : [planNetwork(impliedNetwork(scene), workloads, impliedCause(workloads))];
  }
  return declared.map((network) =>
    planNetwork(
      network,
      workloads.filter((one) => homeOf(one, declared) === network),
      network,
    ),
  );
}

/** Reports the workloads whose network cannot be known. */
export function checkHomes(scene: Scene): void {
  const declared = scene.all('network');
  if (declared.length < 2) return;
  for (const one of [...scene.all('cluster'), ...scene.all('machine')]) {
    if (homeRef(one) === undefined) {
      const choices = declared.map((network) => network.name).join(', ');
      scene.report(
        'TN9107',
        one.origin,
        `The cloud has ${declared.length} networks (${choices}), and ${one.kind} ${one.name} chooses none.`,
        `Write "on ${declared[0]!.name}" behind its name.`,
      );
    }
  }
}

export function place(plans: readonly NetworkPlan[], workload: Workload): Placement | undefined {
  const plan = plans.find((one) => one.workloads.includes(workload));
  if (plan === undefined) return undefined;
  const ref = homeRef(workload);
  const named = plan.network.subnets.find((subnet) => subnet.qualifiedName === ref?.qualifiedName);
  if (named !== undefined) {
    const address = subnetAddress(plan, named);
    return {
      plan,
      subnets: raw(`[${address}.id]`),
      subnet: raw(`${address}.id`),
      public: named.public.value,
    };
  }
  const side = plan.derived || plan.privateSubnets.length > 0 ? 'private' : 'public';
  return {
    plan,
    subnets: subnetIds(plan, side),
    subnet: firstSubnetId(plan, side),
    public: side === 'public',
  };
}

export const subnetAddress = (plan: NetworkPlan, subnet: Subnet): string =>
  `aws_subnet.${identifier(plan.network.name, subnet.name)}`;

export function subnetIds(plan: NetworkPlan, side: 'public' | 'private'): RawHcl {
  if (plan.derived)
    return raw(`[for zone in local.${plan.id}_zones : aws_subnet.${plan.id}_${side}[zone].id]`);
  const subnets = side === 'public' ? plan.publicSubnets : plan.privateSubnets;
  return raw(`[${subnets.map((subnet) => `${subnetAddress(plan, subnet)}.id`).join(', ')}]`);
}

export function firstSubnetId(plan: NetworkPlan, side: 'public' | 'private'): RawHcl {
  if (plan.derived) return raw(`aws_subnet.${plan.id}_${side}[local.${plan.id}_zones[0]].id`);
  const subnets = side === 'public' ? plan.publicSubnets : plan.privateSubnets;
  return raw(`${subnetAddress(plan, subnets[0]!)}.id`);
}

function planNetwork(network: Network, workloads: readonly Workload[], cause: Cause): NetworkPlan {
  const subnets = [...network.subnets].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    network,
    cause,
    id: identifier(network.name),
    derived: subnets.length === 0,
    publicSubnets: subnets.filter((subnet) => subnet.public.value),
    privateSubnets: subnets.filter((subnet) => !subnet.public.value),
    workloads,
  };
}

/** `network` of a cluster and `on` of a machine mean the same: a network, or one of its subnets. */
const homeRef = (workload: Workload): Ref | undefined =>
  workload.kind === 'cluster' ? workload.network : workload.on;

function homeOf(workload: Workload, declared: readonly Network[]): Network | undefined {
  const ref = homeRef(workload);
  if (ref === undefined) return declared.length === 1 ? declared[0] : undefined;
  return declared.find(
    (network) =>
      network.qualifiedName === ref.qualifiedName ||
      network.subnets.some((subnet) => subnet.qualifiedName === ref.qualifiedName),
  );
}

const impliedCause = (workloads: readonly Element[]): Cause => ({
  derived: 'clusters and machines need a network, and the cloud declares none',
  from: workloads,
});

function impliedNetwork(scene: Scene): Network {
  const origin = { ...scene.cloud.origin, layer: 'default' as const };
  return {
    kind: 'network',
    name: 'network',
    qualifiedName: `${scene.cloud.qualifiedName}.network`,
    origin,
    cidr: { value: IMPLIED_CIDR, origin },
    zones: { value: IMPLIED_ZONES, origin },
    subnets: [],
    firewalls: [],
  };
}
