import type { Training } from '../model/learning.ts';
import type { ModelView } from '../rules/model-view.ts';
import { checkpoint as checkpointWord, training as trainingWord } from '../vocabulary/areas/training.ts';
import { adapterOf } from './adapter.ts';
import { bytesPerParameter } from './bytes-per-parameter.ts';
import { modelSize } from './model-size.ts';
import { trainedModel } from './trained-model.ts';
import { trainsNetwork } from './training-memory.ts';
import { known, notKnown, work, type Given, type Working } from './working.ts';
import { sourced, writtenNumber } from './written.ts';

/** Bytes of one copy: weights and states of the optimizer; gradients are not saved. `w` and `o` are bytes per weight. */
export const checkpointSize = (given: { P: Given; w: Given; o: Given }): Working =>
  work(
    {
      title: 'Size of a checkpoint',
      formula: 'P × (w + o)',
      unit: 'B',
      source: 'BigScience 2022, The Technology Behind BLOOM Training: 176B weights, checkpoint of 2.3 TB',
      assumptions: ['Uncompressed, with the states of the optimizer, so that the training can go on.'],
    },
    given,
    ({ P, w, o }) => P * (w + o),
  );

/** Seconds to write a copy of `S` bytes at `B` bytes in a second over all writers together. */
export const writeTime = (given: { S: Given; B: Given }): Working =>
  work(
    {
      title: 'Time to write a checkpoint',
      formula: 'S / B',
      unit: 's',
      source: 'Definition of bandwidth',
      lowers: ['B'],
    },
    given,
    ({ S, B }) => S / B,
  );

/** Share of the time that goes to writing, when the training waits for each copy. */
export const checkpointOverhead = (given: { T: Given; e: Given }): Working =>
  work(
    {
      title: 'Time lost to checkpoints',
      formula: 'T / (T + e)',
      unit: 'ratio',
      source: 'Young 1974, A First Order Approximation to the Optimum Checkpoint Interval',
      lowers: ['e'],
    },
    given,
    ({ T, e }) => T / (T + e),
  );

/** Bandwidth below which a copy is not written before the next one begins. */
export const bandwidthNeeded = (given: { S: Given; e: Given }): Working =>
  work(
    {
      title: 'Bandwidth that the checkpoints need',
      formula: 'S / e',
      unit: 'B/s',
      source: 'A copy must be written before the next one begins',
      lowers: ['e'],
    },
    given,
    ({ S, e }) => S / e,
  );

export interface CheckpointWorkings {
  readonly size: Working;
  /** Bytes of the copies that are kept. */
  readonly kept: Working;
  readonly bandwidth: Working;
  readonly time: Working;
  readonly overhead: Working;
}

/** Undefined when the training saves nothing, or is no network whose weights can be counted. */
export function checkpointOf(view: ModelView, training: Training): CheckpointWorkings | undefined {
  const { checkpoint, name } = training;
  if (!checkpoint || !trainsNetwork(training)) return undefined;
  const block = view.block(trainingWord, training)?.child(checkpointWord);
  const model = trainedModel(view, training);
  const modelNumbers = model && modelSize(view, model);
  const bytes = bytesPerParameter(view, training);
  const every = checkpoint.every
    ? known('time between two', checkpoint.every.value.value, 's', { origin: checkpoint.every.origin })
    : notKnown('time between two', 'it is not declared', `checkpoint { every: 15m } in ${name}`);
  const size = checkpointSize({
    P:
      (modelNumbers && adapterOf(view, training, modelNumbers)?.parameters) ??
      modelNumbers?.parameters ??
      notKnown('model that is trained', 'the training names none', `training ${name} of …`),
    w: bytes.weights,
    o: bytes.optimizer,
  });
  const bandwidth = writtenNumber(block, 'bandwidth', {
    called: 'bandwidth of the storage',
    unit: 'B/s',
    example: '2GB/s',
  });
  const time = writeTime({ S: size, B: bandwidth });
  return {
    size,
    kept: work(
      {
        title: 'Checkpoints that are kept',
        formula: 'k × S',
        unit: 'B',
        source: 'Number of copies × size of one',
      },
      {
        k: checkpoint.keep
          ? sourced('copies that are kept', checkpoint.keep)
          : notKnown('copies that are kept', 'it is not declared', `checkpoint { keep: 3 } in ${name}`),
        S: size,
      },
      ({ k, S }) => k * S,
    ),
    bandwidth: bandwidthNeeded({ S: size, e: every }),
    time,
    overhead:
      block?.get('blocking')?.value === false ? WRITTEN_BESIDE : checkpointOverhead({ T: time, e: every }),
  };
}

/** A copy that is written beside the training costs it nothing. */
const WRITTEN_BESIDE: Working = {
  title: 'Time lost to checkpoints',
  formula: '0, because the training does not wait',
  result: { value: 0, unit: 'ratio' },
  terms: [],
  source: 'blocking: false',
  assumptions: ['A copy is taken to memory fast and written while the training goes on.'],
};
