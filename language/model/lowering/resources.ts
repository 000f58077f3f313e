import { isDeclaration } from '../../generated/ast.ts';
import { findMachine } from '../../library/machine-catalogue.ts';
import {
  allowInFirewall,
  allowInIdentity,
  bucket,
  type cloud,
  cluster,
  database,
  firewall,
  identity,
  machine,
  network,
  pool,
  registry,
  stopWhenIdle,
  subnet,
} from '../../vocabulary/areas/infrastructure.ts';
import { referredName } from '../../scoping/value.ts';
import type { CallOf, Reference } from '../../vocabulary/value-type.ts';
import type {
  Bucket,
  CloudOutput,
  Cluster,
  Firewall,
  FirewallRule,
  Identity,
  Machine,
  Network,
  Permission,
  Registry,
  Resource,
  Subnet,
} from '../infrastructure.ts';
import type { Ref } from '../element.ts';
import type { Origin } from '../origin.ts';
import type { Block } from './block.ts';
import type { LoweringContext } from './context.ts';
import { given } from './given.ts';
import { lowerPool } from './kinds/pool.ts';
import { optional } from './optional.ts';
import { physicalName } from './physical-name.ts';

type PlaceRef = Ref<'network' | 'subnet'>;

/** Everything inside a cloud, in the order of the kinds below; what lacks its most important part is left out. */
export function lowerResources(block: Block<typeof cloud>, context: LoweringContext): Resource[] {
  return [
    ...block.children(network).map((child) => lowerNetwork(child, context)),
    ...block.children(bucket).map((child) => lowerBucket(child, block, context)),
    ...block.children(registry).map((child) => lowerRegistry(child, block, context)),
    ...block.children(identity).flatMap((child) => lowerIdentity(child, context) ?? []),
    ...block.children(machine).flatMap((child) => lowerMachine(child, context) ?? []),
    ...block.children(cluster).map((child) => lowerCluster(child, context)),
    ...block.children(database).map((child) => ({
      ...context.element('database', child.symbol),
      ...optional('engine', child.get('engine')),
    })),
    ...lowerOutputs(block, context),
  ];
}

const lowerNetwork = (block: Block<typeof network>, context: LoweringContext): Network => ({
  ...context.element('network', block.symbol),
  cidr: given(context, block, 'cidr', block.require('cidr')),
  zones: given(context, block, 'zones', block.require('zones')),
  subnets: block.children(subnet).flatMap((child) => lowerSubnet(child, context) ?? []),
  firewalls: block.children(firewall).map((child) => lowerFirewall(child, context)),
});

function lowerSubnet(block: Block<typeof subnet>, context: LoweringContext): Subnet | undefined {
  const cidr = block.get('cidr');
  if (cidr === undefined) return undefined;
  return {
    ...context.element('subnet', block.symbol),
    cidr: given(context, block, 'cidr', cidr),
    zone: block.require('zone'),
    public: block.require('public'),
  };
}

const lowerFirewall = (block: Block<typeof firewall>, context: LoweringContext): Firewall => ({
  ...context.element('firewall', block.symbol),
  rules: block.actions('allow').flatMap((action): FirewallRule[] => {
    const own = block.actionBlock(allowInFirewall, action);
    const object =
      action.node.object && action.in.reader.read(allowInFirewall.object!.type, action.node.object);
    const from = own.clause('from');
    const port = (object as CallOf | undefined)?.positional[0];
    if (object === undefined || from === undefined || port?.is !== 'number') return [];
    return [
      {
        protocol: (object as CallOf).name,
        port: port.number,
        from:
          typeof from.value === 'string'
            ? { value: from.value, origin: from.origin }
            : context.ref<'network'>(from.value, from.origin),
        origin: block.originOf(action.node, action.in, 'allow'),
      },
    ];
  }),
});

const lowerBucket = (block: Block<typeof bucket>, parent: Block, context: LoweringContext): Bucket => ({
  ...context.element('bucket', block.symbol),
  physicalName: physicalName(block.symbol, context.environment, parent.symbol),
  versioning: given(context, block, 'versioning', block.require('versioning')),
  encryption: given(context, block, 'encryption', block.require('encryption')),
  ...optional('keep', given(context, block, 'keep', block.get('keep'))),
});

const lowerRegistry = (block: Block<typeof registry>, parent: Block, context: LoweringContext): Registry => ({
  ...context.element('registry', block.symbol),
  physicalName: physicalName(block.symbol, context.environment, parent.symbol),
  scan: given(context, block, 'scan', block.require('scan')),
  ...optional('keep', given(context, block, 'keep', block.get('keep'))),
});

function lowerIdentity(block: Block<typeof identity>, context: LoweringContext): Identity | undefined {
  const trusts = block.get('trusts');
  if (trusts === undefined) return undefined;
  const allows = block.actions('allow').flatMap((action): Permission[] => {
    const object =
      action.node.object && action.in.reader.read(allowInIdentity.object!.type, action.node.object);
    const on = block.actionBlock(allowInIdentity, action).clause('on');
    if (object === undefined || on === undefined) return [];
    return [
      {
        actions: object as readonly string[],
        on: context.ref(on.value, on.origin),
        origin: block.originOf(action.node, action.in, 'allow'),
      },
    ];
  });
  return { ...context.element('identity', block.symbol), trusts, allows };
}

function lowerMachine(block: Block<typeof machine>, context: LoweringContext): Machine | undefined {
  const kind = block.get('machine');
  if (kind === undefined) return undefined;
  const on = block.clause('on');
  const firewalls = block.get('firewalls');
  return {
    ...context.element('machine', block.symbol),
    machine: given(context, block, 'machine', kind),
    ...optional('facts', findMachine(kind.value)),
    ...optional('on', on && context.ref<PlaceRef['kind']>(on.value, on.origin)),
    ...optional('image', imageOf(block)),
    ...optional('disk', given(context, block, 'disk', block.get('disk'))),
    ...optional('identity', refProperty<'identity'>(block.get('identity'), context)),
    ...optional('boot', block.get('boot')),
    ...optional('stopAfter', stopAfter(block)),
    ...optional(
      'firewalls',
      firewalls?.value.map((each) => context.ref<'firewall'>(each, firewalls.origin)),
    ),
  };
}

/** `stop when idle for 30m`: the last one that was written counts. */
function stopAfter(block: Block): Machine['stopAfter'] {
  const action = block.actions('stop').at(-1);
  const duration = action && block.actionBlock(stopWhenIdle, action).clause('for');
  return duration && { value: duration.value, origin: duration.origin };
}

function imageOf(block: Block<typeof machine>): Machine['image'] {
  const image = block.get('image');
  const [pattern] = image?.value.positional ?? [];
  if (image === undefined || pattern?.is !== 'text') return undefined;
  const owner = image.value.named.get('owner');
  return {
    name: { value: pattern.text, origin: image.origin },
    owner: owner?.is === 'text' ? owner.text : 'amazon',
  };
}

function lowerCluster(block: Block<typeof cluster>, context: LoweringContext): Cluster {
  const on = block.clause('on');
  const apps = block.get('apps');
  const network =
    on !== undefined && typeof on.value !== 'string'
      ? context.ref<PlaceRef['kind']>(on.value, on.origin)
      : refProperty<PlaceRef['kind']>(block.get('network'), context);
  const platform =
    on !== undefined && typeof on.value === 'string'
      ? { value: on.value, origin: on.origin }
      : { value: 'eks' as const, origin: { ...block.origin('on'), layer: 'default' as const } };
  return {
    ...context.element('cluster', block.symbol),
    platform,
    ...optional('network', network),
    ...optional('release', given(context, block, 'release', block.get('release'))),
    apps: (apps?.value ?? []).map((value) => ({ value, origin: apps!.origin })),
    ...optional('logs', given(context, block, 'logs', block.get('logs'))),
    ...optional('identity', refProperty<'identity'>(block.get('identity'), context)),
    ...optional('stopAfter', stopAfter(block)),
    pools: block.children(pool).flatMap((child) => lowerPool(child, context) ?? []),
  };
}

const refProperty = <K extends string>(
  property: { readonly value: Reference; readonly origin: Origin } | undefined,
  context: LoweringContext,
): Ref<K> | undefined => property && context.ref<K>(property.value, property.origin);

/** `output url : string = lake.name`: an attribute of an element, known once the cloud is there. */
function lowerOutputs(block: Block<typeof cloud>, context: LoweringContext): CloudOutput[] {
  return block.statements().flatMap(({ node, in: layer }): CloudOutput[] => {
    if (!isDeclaration(node) || node.noun !== 'output' || !node.name || !node.value) return [];
    layer.seen.statements.add(node);
    const symbol = layer.reader.names.member(block.symbol, node.name);
    const value = layer.reader.inside(block.symbol).evaluate(node.value);
    if (symbol === undefined || value.is !== 'attribute') return [];
    const origin = block.originOf(node.value, layer, node.name);
    return [
      {
        ...context.element('output', symbol),
        value: {
          ref: { ...context.refTo(value.symbol, origin), qualifiedName: referredName(value) },
          attribute: value.attribute,
        },
      },
    ];
  });
}
