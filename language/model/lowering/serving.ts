import { range } from '../../vocabulary/value-type.ts';
import type { run } from '../../vocabulary/areas/serving.ts';
import { batch, serves, warmup } from '../../vocabulary/areas/serving.ts';
import { isEntry, type Action } from '../../generated/ast.ts';
import type { Ref } from '../element.ts';
import type { Batching, Instances, Serving, Warmup } from '../service.ts';
import { integer, word, type Reference } from '../../vocabulary/value-type.ts';
import type { Block, Layered } from './block.ts';
import type { LoweringContext } from './context.ts';
import { optional } from './optional.ts';

/** `serves model on platform { … }` or the `run` of a step: which model, and how it is run. */
export function servingOf(
  owner: Block,
  action: Layered<Action>,
  verb: typeof serves | typeof run,
  context: LoweringContext,
): Serving | undefined {
  const object = action.node.object && action.in.reader.read(verb.object!.type, action.node.object);
  const model = object as Reference | undefined;
  if (!model || (model.symbol.kind !== 'model' && model.symbol.kind !== 'engine')) return undefined;
  const block: Block<typeof verb> = owner.actionBlock(verb, action);
  const origin = owner.originOf(action.node, action.in, verb.verb);
  return {
    model: context.ref<'model' | 'engine'>(model, origin),
    ...optional('version', model.version),
    ...(verb === serves ? optional('platform', platformOf(block as Block<typeof serves>, context)) : {}),
    ...optional('instances', instancesOf(block)),
    ...optional('batching', batchingOf(block)),
    ...optional('warmup', warmupOf(block)),
    ...optional('precision', block.get('precision')),
    ...optional('concurrency', block.get('concurrency')),
    origin,
  };
}

/** Word of a platform that Tenon knows, or a reference to a runtime, fleet or cluster of the model. */
export function platformOf(
  block: { clause(word: 'on'): { value: string | Reference; origin: Ref['origin'] } | undefined },
  context: LoweringContext,
): Ref | string | undefined {
  const on = block.clause('on');
  if (on === undefined) return undefined;
  return typeof on.value === 'string' ? on.value : context.ref(on.value, on.origin);
}

const COUNT = integer({ min: 1 });
const PLACE = word({ gpu: '', cpu: '' });

function instancesOf(block: Block): Instances | undefined {
  const entry = block.entries('instances').at(-1);
  const count = entry?.node.value && entry.in.reader.read(COUNT, entry.node.value);
  if (!entry || count === undefined) return undefined;
  const origin = block.originOf(entry.node, entry.in, 'instances');
  const on = entry.node.clauses.find((clause) => clause.word === 'on');
  const place = on?.value && entry.in.reader.read(PLACE, on.value);
  return {
    count: { value: count, origin },
    on: place ? { value: place, origin } : { value: 'cpu', origin: { ...origin, layer: 'default' } },
  };
}

const SIZES = range({ min: 1 });

function batchingOf(block: Block): Batching | undefined {
  const action = block.actions('batch').at(-1);
  const sizes = action?.node.object && action.in.reader.silently().read(SIZES, action.node.object);
  if (!action || !sizes) return undefined;
  const own = block.actionBlock(batch, action);
  const origin = block.originOf(action.node.object!, action.in, 'batch');
  const within = own.clause('within');
  return {
    min: { value: sizes.from, origin },
    max: { value: sizes.to, origin },
    ...optional('within', within && { value: within.value, origin: within.origin }),
  };
}

function warmupOf(block: Block): Warmup | undefined {
  const child = block.child(warmup);
  if (!child) return undefined;
  const sizes = child.rows().flatMap(({ node, in: layer }) => {
    const size = isEntry(node) && node.name !== 'batch' && node.value && layer.reader.read(COUNT, node.value);
    return typeof size === 'number' ? [{ symbol: node.name, size }] : [];
  });
  return { batch: child.require('batch').value, sizes, origin: child.origin() };
}
