import type { Training } from '../model/learning.ts';
import type { ModelView } from '../rules/model-view.ts';
import { training as trainingWord } from '../vocabulary/areas/training.ts';
import { known, notKnown, type Given, type NotKnown, type Term } from './working.ts';
import { settingOf } from './written.ts';

/** Bytes that training keeps for each weight. */
export interface BytesPerParameter {
  readonly weights: Term;
  readonly gradients: Term;
  /** Moments of the optimizer, and the weights in 32 bits when the computation has fewer. */
  readonly optimizer: Given;
  readonly assumptions: readonly string[];
}

/** Numbers in 32 bits that an optimizer keeps for each weight. */
const MOMENTS: Readonly<Record<string, number>> = {
  adam: 2,
  adamw: 2,
  lamb: 2,
  lion: 1,
  adagrad: 1,
  rmsprop: 1,
};

/**
 * What mixed precision and the optimizer cost for each weight: with Adam 2 + 2 + 12 = 16 bytes, after Rajbhandari
 * et al. 2020 (ZeRO), section 3.1; in 32 bits 4 + 4 + 8.
 */
export function bytesPerParameter(view: ModelView, training: Training): BytesPerParameter {
  const precision = view.block(trainingWord, training)?.get('precision');
  const word = precision?.value ?? 'fp32';
  const mixed = word !== 'fp32';
  const because = precision
    ? `precision is ${word}`
    : 'no precision is declared, and frameworks then compute in 32 bits';
  const more = { because, ...(precision ? { origin: precision.origin } : {}) };
  return {
    weights: known('bytes of a weight', mixed ? 2 : 4, 'B', more),
    gradients: known('bytes of a gradient', mixed ? 2 : 4, 'B', more),
    optimizer: optimizerBytes(training, mixed),
    assumptions: [
      ...(mixed
        ? ['Weights are kept in 32 bits, too, as mixed precision does (Micikevicius et al. 2018).']
        : []),
      ...(word === 'fp8'
        ? ['With fp8 weights and gradients stay in 16 bits, as in NVIDIA Transformer Engine.']
        : []),
    ],
  };
}

function optimizerBytes(training: Training, mixed: boolean): Term | NotKnown {
  const { optimizer } = training;
  const called = 'bytes of the optimizer for a weight';
  if (!optimizer)
    return notKnown(called, 'no optimizer is declared', `optimizer adamw { … } in ${training.name}`);
  const { name, settings, origin } = optimizer;
  if (name === 'adafactor')
    return notKnown(
      called,
      'Adafactor keeps rows and columns, so it depends on the shape of each matrix',
      'an optimizer with a state for each weight, or measure it',
    );
  const momentum = settingOf(settings, 'momentum')?.value;
  const moments = name === 'sgd' ? (typeof momentum === 'number' && momentum > 0 ? 1 : 0) : MOMENTS[name];
  if (moments === undefined)
    return notKnown(called, `what ${name} keeps is not in the table`, 'one of the known optimizers');
  return known(called, moments * 4 + (mixed ? 4 : 0), 'B', {
    origin,
    because: `${name} keeps ${moments} number${moments === 1 ? '' : 's'} in 32 bits${mixed ? ', and the weight in 32 bits' : ''}`,
  });
}
