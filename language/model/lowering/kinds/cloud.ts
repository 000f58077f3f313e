import { cloud, state, tags } from '../../../vocabulary/areas/infrastructure.ts';
import { environment } from '../../../vocabulary/areas/release.ts';
import type { Cloud } from '../../infrastructure.ts';
import type { Sourced } from '../../origin.ts';
import type { Block } from '../block.ts';
import type { LoweringContext } from '../context.ts';
import { environmentChain } from '../environment.ts';
import { given } from '../given.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';
import { lowerResources } from '../resources.ts';

const DEFAULT_PROVIDER = 'aws';

export const lowering: KindLowering<'cloud'> = {
  kind: 'cloud',
  lower(symbol, context) {
    const block = context.block(cloud, symbol);
    return {
      ...context.element('cloud', symbol),
      provider: providerOf(block),
      region: given(context, block, 'region', block.require('region')),
      tags: tagsOf(block, context),
      ...optional('state', stateOf(block) ?? environmentState(context)),
      resources: lowerResources(block, context),
    };
  },
};

function providerOf(block: Block<typeof cloud>): Sourced<string> {
  const on = block.clause('on');
  if (on !== undefined) return { value: on.value, origin: on.origin };
  return { value: DEFAULT_PROVIDER, origin: { ...block.origin('on'), layer: 'default' } };
}

function tagsOf(block: Block<typeof cloud>, context: LoweringContext): Cloud['tags'] {
  return block.children(tags).flatMap((child) =>
    child.rows().flatMap(({ node, in: layer }) => {
      const value = node.value && layer.reader.read(tags.settings!.type, node.value);
      if (typeof value !== 'string' && typeof value !== 'number') return [];
      const sourced = { value: String(value), origin: child.originOf(node, layer, node.name) };
      return [{ name: node.name, value: given(context, child, node.name, sourced) }];
    }),
  );
}

/** The lock is on unless `lock: false` is written; a table of DynamoDB is the old way to say that it is on. */
function stateOf(block: Block): Cloud['state'] {
  const child = block.child(state);
  const on = child?.clause('on');
  const name = on?.value.positional[0];
  if (on === undefined || name?.is !== 'text') return undefined;
  const lock = on.value.named.get('lock');
  return {
    bucket: { value: name.text, origin: on.origin },
    lock: !(lock?.is === 'boolean' && !lock.boolean) && !(lock?.is === 'word' && lock.word === 'off'),
    origin: child!.origin(),
  };
}

/** An environment may say for all of its clouds where their state is kept; the nearest one counts. */
function environmentState(context: LoweringContext): Cloud['state'] {
  for (const symbol of environmentChain(context.analysis, context.environment).reverse()) {
    const found = stateOf(context.block(environment, symbol));
    if (found === undefined) continue;
    const origin = { ...found.origin, layer: 'environment' as const };
    return {
      ...found,
      bucket: { ...found.bucket, origin: { ...found.bucket.origin, layer: 'environment' } },
      origin,
    };
  }
  return undefined;
}
