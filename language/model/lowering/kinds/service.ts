import { isStep, type Action, type Step } from '../../../generated/ast.ts';
import {
  balance,
  cache,
  keepInScale,
  limit,
  run,
  runsInService,
  scale,
  serves,
  service,
  traffic,
} from '../../../vocabulary/areas/serving.ts';
import { list, ratio, reference } from '../../../vocabulary/value-type.ts';
import { serviceTensor } from '../../../vocabulary/service-tensor.ts';
import type { EnsembleStep, RequestLimit, Service, Share } from '../../service.ts';
import { Block, type Layered } from '../block.ts';
import type { LoweringContext } from '../context.ts';
import { rangeEnd } from '../given.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { benchmarkOf } from '../benchmark.ts';
import { monitorsOf } from '../monitors.ts';
import { objectivesOf } from '../objectives.ts';
import { optional } from '../optional.ts';
import { portsOf } from '../ports.ts';
import { recoveriesOf } from '../recoveries.ts';
import { platformOf, servingOf } from '../serving.ts';

type ServiceBlock = Block<typeof service>;

export const lowering: KindLowering<'service'> = {
  kind: 'service',
  lower(symbol, context) {
    const block = context.block(service, symbol);
    return {
      ...context.element('service', symbol),
      ...optional('platform', platformOf(block, context)),
      serves: block.actions('serves').flatMap((action) => servingOf(block, action, serves, context) ?? []),
      inputs: portsOf(block, 'input', context),
      outputs: portsOf(block, 'output', context),
      steps: stepsOf(block, context),
      objectives: objectivesOf(block, context),
      ...optional('benchmark', benchmarkOf(block)),
      ...optional('scale', scaleOf(block, context)),
      traffic: trafficOf(block, context),
      ...optional('balance', balanceOf(block)),
      ...optional('timeout', block.get('timeout')),
      limits: limitsOf(block),
      ...optional('cache', cacheOf(block)),
      monitors: monitorsOf(block, context),
      ...optional('runsOn', runsOnOf(block, context)),
      recoveries: recoveriesOf(block, context),
    };
  },
};

const TAKEN = list(serviceTensor());

function stepsOf(block: ServiceBlock, context: LoweringContext): EnsembleStep[] {
  return block.statements().flatMap(({ node, in: layer }): EnsembleStep[] => {
    if (!isStep(node) || !node.name || node.action?.verb !== 'run') return [];
    layer.seen.statements.add(node);
    const symbol = context.analysis.scopeOf(block.symbol).member(block.symbol, node.name);
    const action: Layered<Action> = { node: node.action, in: layer };
    const serving = symbol && servingOf(stepBlock(block, node), action, run, context);
    if (!serving) return [];
    const on = node.action.clauses.find((clause) => clause.word === 'on');
    const taken = (on?.value && layer.reader.read(TAKEN, on.value)) ?? [];
    const origin = on ? block.originOf(on, layer) : serving.origin;
    return [
      {
        ...context.element('step', symbol),
        serving,
        takes: taken.map(({ symbol: from, part }) => ({
          name: from.name,
          ...optional('output', part),
          origin,
        })),
      },
    ];
  });
}

/** Values of a step are said to be of the step, not of the service. */
function stepBlock(block: ServiceBlock, node: Step): Block {
  return new Block(run, block.symbol.members.get(node.name!) ?? block.symbol, block.layers);
}

function scaleOf(block: ServiceBlock, context: LoweringContext): Service['scale'] {
  const child = block.child(scale);
  if (!child) return undefined;
  const replicas = child.require('replicas');
  // What its author wrote and can't be read was reported; with the default instead, more would seem wrong.
  const written = child.entries('replicas').some(({ in: { layer } }) => layer !== 'template');
  if (replicas.origin.layer === 'default' && written) return undefined;
  const keep = child
    .actions(keepInScale.verb)
    .flatMap(({ node, in: layer }) =>
      node.object
        ? [
            context.expression(
              node.object,
              'measures',
              block.symbol,
              layer.reader,
              child.originOf(node, layer, 'keep'),
            ),
          ]
        : [],
    );
  return {
    min: rangeEnd(replicas, 'from'),
    max: rangeEnd(replicas, 'to'),
    keep,
    origin: child.origin(),
  };
}

const SHARE = ratio();
const VERSION_OF = reference('model', 'optimize');

function trafficOf(block: ServiceBlock, context: LoweringContext): Share[] {
  return block.children(traffic).flatMap((child) =>
    child.conditions().flatMap(({ node, in: layer }): Share[] => {
      const of = layer.reader.read(VERSION_OF, node.expression);
      const share = node.share && layer.reader.read(SHARE, node.share);
      if (!of || !node.share || share === undefined) return [];
      const origin = child.originOf(node.share, layer);
      return [
        {
          model: context.ref<'model'>(of, origin),
          ...optional('version', of.version),
          share: { value: share, origin },
        },
      ];
    }),
  );
}

function balanceOf(block: ServiceBlock): Service['balance'] {
  const action = block.actions('balance').at(-1);
  const method = action?.node.object && action.in.reader.read(balance.object!.type, action.node.object);
  if (!action || typeof method !== 'string') return undefined;
  const by = block.actionBlock(balance, action).clause('by');
  return {
    method: { value: method, origin: block.originOf(action.node, action.in, 'balance') },
    ...optional('by', by && { value: by.value, origin: by.origin }),
  };
}

function cacheOf(block: ServiceBlock): Service['cache'] {
  const action = block.actions('cache').at(-1);
  if (!action) return undefined;
  const ttl = block.actionBlock(cache, action).clause('for');
  return {
    ...optional('ttl', ttl && { value: ttl.value, origin: ttl.origin }),
    origin: block.originOf(action.node, action.in, 'cache'),
  };
}

function limitsOf(block: ServiceBlock): RequestLimit[] {
  return block.actions('limit').flatMap((action): RequestLimit[] => {
    const rate = action.node.object && action.in.reader.read(limit.object!.type, action.node.object);
    if (rate === undefined) return [];
    const origin = block.originOf(action.node, action.in, 'limit');
    const by = block.actionBlock(limit, action).clause('by');
    return [
      {
        rate: { value: rate as RequestLimit['rate']['value'], origin },
        ...optional('by', by?.value),
        origin,
      },
    ];
  });
}

function runsOnOf(block: ServiceBlock, context: LoweringContext): Service['runsOn'] {
  const action = block.actions('runs').at(-1);
  const on = action && block.actionBlock(runsInService, action).clause('on');
  return on && context.ref(on.value, on.origin);
}
