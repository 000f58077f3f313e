import type { Choice, Training } from '../model/learning.ts';
import { known, notKnown, work, type Given, type NotKnown, type Term, type Working } from './working.ts';
import { settingOf, sourced } from './written.ts';

/** How a training is laid over its devices. */
export interface TrainingLayout {
  /** Nodes × GPUs of each. */
  readonly world: Working;
  /** Product of the axes of the mesh; undefined without one. */
  readonly mesh: Working | undefined;
  /** Copies of the model, each with other examples. */
  readonly data: Given;
  readonly tensor: Term | NotKnown;
  readonly pipeline: Term | NotKnown;
  readonly sequence: Term | NotKnown;
  readonly expert: Term | NotKnown;
  /** What is divided among the copies: 0 nothing, 1 optimizer states, 2 gradients too, 3 weights too. */
  readonly stage: Term;
  /** Among how many devices it is divided. */
  readonly sharded: Given;
  /** Layers between tensor-parallel regions are divided along the sequence, too (Korthikanti et al. 2022). */
  readonly sequenceParallel: boolean;
  /** The states of the optimizer lie in the memory of the machine and not on the device. */
  readonly offloaded: boolean;
}

/** Axes whose devices get examples of their own, by the names that frameworks give them. */
const DATA_AXES = ['data', 'replica', 'fsdp', 'shard', 'sharded'];
const SHARD_AXES = ['fsdp', 'shard', 'sharded'];

export function trainingLayout(training: Training): TrainingLayout {
  const { mesh, strategies } = training;
  const tensor = axis(training, 'tensor');
  const pipeline = axis(training, 'pipeline');
  const sequence = axis(training, 'sequence');
  const expert = axis(training, 'expert');
  const world = worldSize(training);
  const data = dataAxis(training, { world, t: tensor, p: pipeline, c: sequence, e: expert });
  const shardAxis = mesh.find(({ name }) => SHARD_AXES.includes(name));
  return {
    world,
    mesh: mesh.length > 0 ? meshSize(training) : undefined,
    data,
    tensor,
    pipeline,
    sequence,
    expert,
    stage: shardingStage(strategies),
    sharded: shardAxis ? axis(training, shardAxis.name) : data,
    sequenceParallel: strategies.some(
      ({ name, settings }) => name === 'tensor' && settingOf(settings, 'sequence_parallel')?.value === true,
    ),
    offloaded: strategies.some(({ settings }) =>
      [settingOf(settings, 'offload')?.value].flat().includes('optimizer'),
    ),
  };
}

/** Number of devices that a training runs on. */
export function worldSize(training: Training): Working {
  const how = {
    title: 'World size',
    formula: 'n × g',
    unit: 'devices',
    source: 'PyTorch torchrun: world size = nnodes × nproc_per_node',
    assumptions:
      (training.runsOn?.gpusPerNode.value ?? 0) === 0 ? ['A machine without GPUs counts as one device.'] : [],
  };
  const { runsOn, name } = training;
  if (!runsOn) {
    const missing = notKnown('machines', 'the training does not say where it runs', `runs on … in ${name}`);
    return work(how, { n: missing }, () => 0);
  }
  return work(
    how,
    { n: sourced('nodes', runsOn.nodes, 'machines'), g: sourced('GPUs of each', runsOn.gpusPerNode) },
    ({ n, g }) => n * Math.max(g, 1),
  );
}

/** Number of devices that the axes of a mesh make. */
export const meshSize = ({ mesh }: Training): Working =>
  work(
    {
      title: 'Devices of the mesh',
      formula: mesh.map(({ name }) => name).join(' × '),
      unit: 'devices',
      source: 'The product of the axes is the world size (PyTorch DeviceMesh, Megatron-LM)',
    },
    Object.fromEntries(
      mesh.map(({ name, value, origin }) => [
        name,
        known(`devices along ${name}`, typeof value === 'number' ? value : 1, '', { origin }),
      ]),
    ),
    (values) => Object.values(values).reduce((product, size) => product * size, 1),
  );

function axis({ mesh, strategies, name: training }: Training, name: string): Term | NotKnown {
  const found = settingOf(mesh, name);
  const called = `devices along ${name}`;
  if (typeof found?.value === 'number') return known(called, found.value, '', { origin: found.origin });
  if (mesh.length > 0) return known(called, 1, '', { because: 'the mesh has no such axis' });
  return strategies.some((strategy) => strategy.name === name)
    ? notKnown(called, `there is a strategy ${name} and no mesh`, `mesh { ${name}: … } in ${training}`)
    : known(called, 1, '', { because: 'there is no such strategy' });
}

/** Written in the mesh, else what the other axes leave of the world. */
function dataAxis(
  training: Training,
  given: { world: Working; t: Given; p: Given; c: Given; e: Given },
): Given {
  const named = training.mesh.filter(({ name }) => DATA_AXES.includes(name));
  if (named.length === 1) return axis(training, named[0]!.name);
  if (named.length > 1) {
    return work(
      {
        title: 'Data-parallel devices',
        formula: named.map(({ name }) => name).join(' × '),
        unit: 'devices',
        source: 'Axes of the mesh that get examples of their own',
      },
      Object.fromEntries(named.map(({ name }) => [name, axis(training, name)])),
      (values) => Object.values(values).reduce((product, size) => product * size, 1),
    );
  }
  return work(
    {
      title: 'Data-parallel devices',
      formula: 'world / (t × p × c × e)',
      unit: 'devices',
      source: 'Megatron-LM: data-parallel size = world size / (tensor × pipeline × context)',
    },
    given,
    ({ world, t, p, c, e }) => world / (t * p * c * e),
  );
}

const ZERO = 'Rajbhandari et al. 2020 (ZeRO)';

function shardingStage(strategies: readonly Choice[]): Term {
  for (const { name, settings, origin } of strategies) {
    if (name === 'fsdp')
      return known('sharding stage', 3, '', {
        origin,
        because: 'FSDP divides weights, gradients and states',
      });
    const stage = name === 'zero' ? settingOf(settings, 'stage') : undefined;
    if (typeof stage?.value === 'number')
      return known('sharding stage', stage.value, '', { origin: stage.origin });
    if (name === 'zero')
      return known('sharding stage', 1, '', { origin, because: `the first stage of ${ZERO}` });
  }
  return known('sharding stage', 0, '', { because: 'no strategy divides states' });
}
