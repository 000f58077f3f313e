import type { Quantity } from '../types/quantity.ts';
import type { Element, Ref } from './element.ts';
import type { Origin, Sourced } from './origin.ts';

/** A value that a parameter of the model may have given; targets with variables of their own keep the link. */
export interface Given<T> extends Sourced<T> {
  /** Set when the value is exactly this parameter's, not a formula over it. */
  readonly parameter?: Ref<'param'>;
}

export interface Bucket extends Element<'bucket'> {
  /** Its name at the provider, which for buckets is unique in the world; locations such as `s3://…` are written with it. */
  readonly physicalName: string;
  readonly versioning: Given<boolean>;
  readonly encryption: Given<'kms' | 'aes256'>;
  /** How long old versions are kept, in seconds. */
  readonly keep?: Given<Quantity>;
}

/** What one machine of the catalogue has. */
export interface MachineFacts {
  readonly vcpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly architecture: 'x86_64' | 'arm64';
  /** No longer offered in most regions. */
  readonly retired: boolean;
  readonly gpu?: {
    /** Name of the device, such as `A10G`. */
    readonly name: string;
    readonly count: number;
    /** Bytes that one device reports. */
    readonly memory: number;
    /** Part of a physical device: 1, or less for a fractional one. */
    readonly share: number;
    /** NVIDIA's, such as 8.6: which number formats it computes with. Absent when the catalogue does not say. */
    readonly computeCapability?: number;
  };
}

export interface Pool extends Element<'pool'> {
  /** Name in the machine catalogue, such as `g5.2xlarge`. */
  readonly machine: Given<string>;
  /** Absent when the catalogue does not know the machine. */
  readonly facts?: MachineFacts;
  readonly min: Given<number>;
  readonly max: Given<number>;
  readonly spot: Given<boolean>;
  readonly disk?: Given<Quantity>;
}

/** Kubernetes, containers without it, or Spark and its kin. */
export type ClusterPlatform = 'eks' | 'ecs' | 'emr';

export interface Cluster extends Element<'cluster'> {
  readonly platform: Sourced<ClusterPlatform>;
  /** A network, or one of its subnets. */
  readonly network?: Ref<'network' | 'subnet'>;
  readonly release?: Given<string>;
  readonly apps: readonly Sourced<string>[];
  /** How long logs are kept, in seconds. */
  readonly logs?: Given<Quantity>;
  /** Role of what runs on the cluster: its tasks, or the machines of an EMR cluster. */
  readonly identity?: Ref<'identity'>;
  readonly pools: readonly Pool[];
  /** Idle for this long, it is stopped; in seconds. */
  readonly stopAfter?: Given<Quantity>;
}

export interface Network extends Element<'network'> {
  readonly cidr: Given<string>;
  /** Number of availability zones that get a subnet when none is declared. */
  readonly zones: Given<number>;
  readonly subnets: readonly Subnet[];
  readonly firewalls: readonly Firewall[];
}
export interface Subnet extends Element<'subnet'> {
  readonly cidr: Given<string>;
  /** Letter of the zone, such as `a`. */
  readonly zone: Sourced<string>;
  readonly public: Sourced<boolean>;
}
export interface Firewall extends Element<'firewall'> {
  readonly rules: readonly FirewallRule[];
}
export interface FirewallRule {
  readonly protocol: string;
  readonly port: number;
  /** CIDR block, or the network itself. */
  readonly from: Given<string> | Ref<'network'>;
  readonly origin: Origin;
}

export interface Registry extends Element<'registry'> {
  /** Its name at the provider. */
  readonly physicalName: string;
  readonly scan: Given<boolean>;
  /** How many images are kept. */
  readonly keep?: Given<number>;
}

/** A single machine. */
export interface Machine extends Element<'machine'> {
  readonly machine: Given<string>;
  readonly facts?: MachineFacts;
  readonly on?: Ref<'network' | 'subnet'>;
  /** Name pattern and owner of the machine image. */
  readonly image?: { readonly name: Sourced<string>; readonly owner: string };
  readonly disk?: Given<Quantity>;
  readonly identity?: Ref<'identity'>;
  /** Script that runs at the first start; path relative to the project folder. */
  readonly boot?: Sourced<string>;
  /** Which firewalls of the network guard it; absent means all of them. */
  readonly firewalls?: readonly Ref<'firewall'>[];
  /** Idle for this long, it is stopped; in seconds. */
  readonly stopAfter?: Given<Quantity>;
}

export interface Identity extends Element<'identity'> {
  /** Who may take the role. */
  readonly trusts: Sourced<'ec2' | ClusterPlatform>;
  readonly allows: readonly Permission[];
}
export interface Permission {
  /** `read`, `write`, `delete` on buckets; `pull`, `push` on registries. */
  readonly actions: readonly string[];
  readonly on: Ref<'bucket' | 'registry'>;
  readonly origin: Origin;
}

/** A database or key-value store inside a cloud. */
export interface Database extends Element<'database'> {
  readonly engine?: Sourced<string>;
}

export interface CloudOutput extends Element<'output'> {
  /** Attribute of an element, such as `lake.name` or `serving.endpoint`. */
  readonly value: { readonly ref: Ref; readonly attribute: string };
}

export type Resource = Bucket | Cluster | Network | Registry | Machine | Identity | Database | CloudOutput;

/** Everything that one provider runs for us in one region. */
export interface Cloud extends Element<'cloud'> {
  readonly provider: Sourced<string>;
  readonly region: Given<string>;
  readonly tags: readonly { readonly name: string; readonly value: Given<string> }[];
  /** Where Terraform keeps its state: in a bucket that exists already. */
  readonly state?: { readonly bucket: Sourced<string>; readonly lock: boolean; readonly origin: Origin };
  readonly resources: readonly Resource[];
}

/** Where alerts go. */
export interface Channel extends Element<'channel'> {
  readonly via: Sourced<string>;
  /** Channel, address or topic in clear. */
  readonly to?: Sourced<string>;
  /** Name of the secret that holds the address, when it is one. */
  readonly secret?: Sourced<string>;
}
