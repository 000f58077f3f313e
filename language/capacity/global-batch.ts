import type { Training } from '../model/learning.ts';
import type { ModelView } from '../rules/model-view.ts';
import { batchOfTraining, training as trainingWord } from '../vocabulary/areas/training.ts';
import { trainingLayout } from './training-layout.ts';
import { work, type Given, type Working } from './working.ts';
import { writtenNumber } from './written.ts';

const SOURCE =
  'DeepSpeed configuration: train_batch_size = train_micro_batch_size_per_gpu × gradient_accumulation_steps × data-parallel size';

/** Micro batches that each device runs before the optimizer steps; not whole when the batch does not divide. */
export const accumulationSteps = (given: { B: Given; b: Given; d: Given }): Working =>
  work(
    {
      title: 'Gradient accumulation',
      formula: 'B / (b × d)',
      unit: 'micro batches',
      source: SOURCE,
      lowers: ['b', 'd'],
    },
    given,
    ({ B, b, d }) => B / (b * d),
  );

/** The numbers of a training's `batch { … }`. */
export function batchNumbers(
  view: ModelView,
  training: Training,
): { readonly global: Given; readonly micro: Given; readonly sequence: Given } {
  const block = view.block(trainingWord, training);
  const action = block?.actions(batchOfTraining.verb).at(-1);
  const batch = block && action && block.actionBlock(batchOfTraining, action);
  const number = (property: string, called: string, unit: string, example: string): Given => {
    const found = writtenNumber(batch, property, { called, unit, example });
    return 'declare' in found
      ? { ...found, declare: `batch { ${property}: ${example} } in ${training.name}` }
      : found;
  };
  return {
    global: number('global', 'global batch', 'examples', '512'),
    micro: number('per_gpu', 'micro batch', 'examples', '2'),
    sequence: number('sequence', 'length of a sequence', 'tokens', '4096'),
  };
}

/** Accumulation from the declared global and micro batch, or nothing when the training declares neither. */
export function batchOf(view: ModelView, training: Training): Working | undefined {
  const { global, micro } = batchNumbers(view, training);
  if ('declare' in global && 'declare' in micro) return undefined;
  const { data } = trainingLayout(training);
  return accumulationSteps({ B: global, b: micro, d: data });
}
