import {
  checkpoint,
  hyperParameters,
  loss,
  mesh,
  metrics,
  optimizer,
  runsTraining,
  strategy,
  training,
} from '../../../vocabulary/areas/training.ts';
import { list, name } from '../../../vocabulary/value-type.ts';
import type { Setting, Training } from '../../learning.ts';
import type { Block } from '../block.ts';
import type { LoweringContext } from '../context.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';
import { recoveriesOf } from '../recoveries.ts';
import { choicesOf, settingsOf } from '../settings.ts';

type TrainingBlock = Block<typeof training>;

export const lowering: KindLowering<'training'> = {
  kind: 'training',
  lower(symbol, context) {
    const block = context.block(training, symbol);
    const of = block.clause('of');
    const on = block.clause('on');
    const label = block.expression('label');
    const runsOn = runsOnOf(block, context);
    const meshBlock = block.child(mesh);
    return {
      ...context.element('training', symbol),
      ...(of ? { of: context.ref(of.value, of.origin) } : {}),
      on: on ? on.value.map((each) => context.ref(each, on.origin)) : [],
      ...optional('framework', block.get('framework')),
      ...optional('entrypoint', block.get('entrypoint')),
      ...(label ? { label: context.expression(label.node, 'rows', symbol, label.reader, label.origin) } : {}),
      seed: block.require('seed'),
      ...optional('timeout', block.get('timeout')),
      ...optional('runsOn', runsOn),
      strategies: choicesOf(block, strategy),
      mesh: meshBlock ? settingsOf(meshBlock) : [],
      ...optional('optimizer', choicesOf(block, optimizer).at(-1)),
      ...optional('loss', choicesOf(block, loss).at(-1)),
      metrics: metricsOf(block),
      hyperParameters: hyperParametersOf(block),
      ...optional('checkpoint', checkpointOf(block, context)),
      recoveries: recoveriesOf(block, context),
      worldSize: runsOn ? runsOn.nodes.value * Math.max(runsOn.gpusPerNode.value, 1) : 1,
    };
  },
};

function runsOnOf(block: TrainingBlock, context: LoweringContext): Training['runsOn'] {
  const action = block.actions('runs').at(-1);
  if (!action) return undefined;
  const own = block.actionBlock(runsTraining, action);
  const on = own.clause('on');
  return (
    on && {
      pool: context.ref(on.value, on.origin),
      nodes: own.require('nodes'),
      gpusPerNode: own.require('gpus_per_node'),
      origin: on.origin,
    }
  );
}

const NAMES = list(name());

const metricsOf = (block: TrainingBlock): readonly string[] =>
  block
    .actions(metrics.verb)
    .flatMap(
      ({ node, in: layer }) => (node.object && layer.reader.silently().read(NAMES, node.object)) ?? [],
    );

function hyperParametersOf(block: TrainingBlock): Setting[] {
  const found = block
    .actions(hyperParameters.verb)
    .flatMap((action) => settingsOf(block.actionBlock(hyperParameters, action)));
  return [...new Map(found.map((setting) => [setting.name, setting])).values()];
}

function checkpointOf(block: TrainingBlock, context: LoweringContext): Training['checkpoint'] {
  const child = block.child(checkpoint);
  if (!child) return undefined;
  const to = child.get('to');
  return {
    ...optional('every', child.get('every')),
    ...optional('keep', child.get('keep')),
    ...(to ? { to: context.ref(to.value, to.origin) } : {}),
    origin: child.origin(),
  };
}
