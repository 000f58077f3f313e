import type { Model, Training } from '../model/learning.ts';
import type { ModelView } from '../rules/model-view.ts';
import { training as trainingWord } from '../vocabulary/areas/training.ts';
import { activationsOnDevice } from './activations.ts';
import { adapterOf } from './adapter.ts';
import { bytesPerParameter } from './bytes-per-parameter.ts';
import { batchNumbers } from './global-batch.ts';
import { deviceMemory } from './ground.ts';
import { modelSize, type ModelSize } from './model-size.ts';
import { trainedModel } from './trained-model.ts';
import { trainingLayout } from './training-layout.ts';
import {
  gradientsOnDevice,
  optimizerOnDevice,
  weightsOnDevice,
  type StatesGiven,
} from './training-states.ts';
import {
  fit,
  notKnown,
  shareOf,
  total,
  type Fit,
  type Given,
  type NotKnown,
  type Working,
} from './working.ts';

/** What a training keeps on each device, against what the device has. All in bytes. */
export interface TrainingMemory {
  readonly weights: Working;
  readonly gradients: Working;
  readonly optimizer: Working;
  readonly activations: Working;
  readonly total: Working;
  /** Memory of one device. */
  readonly available: Given;
  /** Part of it that is needed. */
  readonly share: Working;
  readonly fit: Fit;
}

/** Frameworks whose models are no networks of weights with gradients. */
const OTHER_FRAMEWORKS: readonly string[] = ['sklearn', 'lightgbm', 'xgboost'];

/** Whether weights, gradients and states are what the training keeps. */
export const trainsNetwork = ({ framework }: Training): boolean =>
  !OTHER_FRAMEWORKS.includes(framework?.value ?? '');

/** Undefined for frameworks that train no network. */
export function trainingMemory(view: ModelView, training: Training): TrainingMemory | undefined {
  if (!trainsNetwork(training)) return undefined;
  const layout = trainingLayout(training);
  const model = trainedModel(view, training);
  const size = model && modelSize(view, model);
  const missing = notKnown(
    'model that is trained',
    'the training says no model that it continues, and there is none of its name',
    `training ${training.name} of …`,
  );
  const P: Given = size?.parameters ?? missing;
  const adapter = size && adapterOf(view, training, size);
  const bytes = bytesPerParameter(view, training);
  const states: StatesGiven = {
    P,
    t: layout.tensor,
    p: layout.pipeline,
    d: layout.sharded,
    stage: layout.stage,
  };
  const trained: StatesGiven = adapter ? { ...states, P: adapter.parameters } : states;
  const { micro, sequence } = batchNumbers(view, training);
  const weights = weightsOnDevice(states, adapter?.frozenBytes ?? bytes.weights);
  const gradients = gradientsOnDevice(trained, bytes.gradients);
  const optimizer = layout.offloaded
    ? offloaded(optimizerOnDevice(trained, bytes.optimizer))
    : optimizerOnDevice(trained, bytes.optimizer);
  const form = size && transformerForm(size, model);
  const activations = activationsOnDevice(
    {
      s: form?.missing ?? sequence,
      b: form?.missing ?? micro,
      h: form?.h ?? missing,
      a: form?.a ?? missing,
      L: form?.L ?? missing,
      t: layout.tensor,
      c: layout.sequence,
    },
    {
      recompute: view.block(trainingWord, training)?.get('recompute')?.value ?? 'none',
      sequenceParallel: layout.sequenceParallel,
    },
  );
  const parts = [weights, gradients, optimizer, activations];
  const sum = total(
    {
      title: 'Memory of each device',
      unit: 'B',
      source: 'The sum of the parts above',
      assumptions: [
        ...bytes.assumptions,
        ...(adapter
          ? ['Trained weights of the adapter are small beside the frozen ones and not counted twice.']
          : []),
        'Buffers of communication, fragmentation and the libraries on the device (about 1 GiB) come on top.',
      ],
    },
    parts,
  );
  const available = availableMemory(view, training);
  return {
    weights,
    gradients,
    optimizer,
    activations,
    total: sum,
    available,
    share: shareOf(sum, available),
    fit: fit(sum, available),
  };
}

/** One thing that is missing, and not four, when nothing says that the model is a transformer. */
function transformerForm(
  { hidden, heads, layers }: ModelSize,
  { name }: Model,
): { readonly h: Given; readonly a: Given; readonly L: Given; readonly missing: NotKnown | undefined } {
  if ([hidden, heads, layers].some((each) => !('declare' in each)))
    return { h: hidden, a: heads, L: layers, missing: undefined };
  const missing = notKnown(
    'activations',
    `nothing says that ${name} is a transformer, and other models have no formula`,
    `layers, hidden and heads in model ${name} if it is one, else measure them`,
  );
  return { h: missing, a: missing, L: missing, missing };
}

function availableMemory(view: ModelView, { runsOn, name }: Training): Given {
  return runsOn
    ? deviceMemory(view, runsOn.pool, runsOn.gpusPerNode.value > 0 ? 'gpu' : 'cpu')
    : notKnown('memory of a device', 'the training does not say where it runs', `runs on … in ${name}`);
}

/** On the device nothing is left of what lies in the memory of the machine. */
const offloaded = ({ title, source }: Working): Working => ({
  title,
  formula: '0, because the states are offloaded',
  result: { value: 0, unit: 'B' },
  terms: [],
  source,
  assumptions: ['Offloaded states lie in the memory of the machine (Ren et al. 2021, ZeRO-Offload).'],
});
