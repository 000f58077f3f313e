import { work, type Given, type Working } from './working.ts';

/** Form of a transformer and of its batch; the letters are those of the paper. */
export interface ActivationsGiven {
  /** Length of a sequence in tokens. */
  readonly s: Given;
  /** Sequences in a micro batch. */
  readonly b: Given;
  /** Width of the residual stream. */
  readonly h: Given;
  /** Attention heads. */
  readonly a: Given;
  /** Layers of the whole model. */
  readonly L: Given;
  /** Devices along the tensor axis. */
  readonly t: Given;
  /** Devices along the sequence axis. */
  readonly c: Given;
}

/** What is computed again in the backward pass instead of being kept. */
export type Recompute = 'none' | 'selective' | 'layer';

const SOURCE =
  'Korthikanti et al. 2022, Reducing Activation Recomputation in Large Transformer Models, table 2 and section 4.2.3';

/**
 * Bytes of activations on the fullest device. A pipeline does not make it less: its first stage has as many micro
 * batches under way as there are stages, each with its share of the layers.
 */
export function activationsOnDevice(
  given: ActivationsGiven,
  { recompute, sequenceParallel }: { readonly recompute: Recompute; readonly sequenceParallel: boolean },
): Working {
  const how = {
    title: 'Activations',
    unit: 'B',
    source: SOURCE,
    assumptions: [
      'The model is a transformer as in the paper: attention and a feed-forward part of width 4h, kept in 16 bits, with dropout.',
      'Attention without FlashAttention; with it the term 5as/h goes away, as with selective recomputation.',
      'A pipeline runs one forward, one backward; embeddings and the last layer are left out.',
    ],
    lowers: ['t', 'c'],
  };
  const { s, b, h, a, L, t, c } = given;
  // Nothing of a layer is kept but its input.
  if (recompute === 'layer') {
    const formula = sequenceParallel ? 's × b × h × L × 2 / (t × c)' : 's × b × h × L × 2 / c';
    return sequenceParallel
      ? work({ ...how, formula }, { s, b, h, L, t, c }, (v) => (v.s * v.b * v.h * v.L * 2) / (v.t * v.c))
      : work({ ...how, formula }, { s, b, h, L, c }, (v) => (v.s * v.b * v.h * v.L * 2) / v.c);
  }
  const attention = recompute === 'none';
  if (sequenceParallel) {
    return attention
      ? work(
          { ...how, formula: 's × b × h × L × (34 + 5as/h) / (t × c)' },
          { s, b, h, a, L, t, c },
          (v) => (v.s * v.b * v.h * v.L * (34 + (5 * v.a * v.s) / v.h)) / (v.t * v.c),
        )
      : work(
          { ...how, formula: 's × b × h × L × 34 / (t × c)' },
          { s, b, h, L, t, c },
          (v) => (v.s * v.b * v.h * v.L * 34) / (v.t * v.c),
        );
  }
  return attention
    ? work(
        { ...how, formula: 's × b × h × L × (10 + 24/t + 5as/(ht)) / c' },
        { s, b, h, a, L, t, c },
        (v) => (v.s * v.b * v.h * v.L * (10 + 24 / v.t + (5 * v.a * v.s) / (v.h * v.t))) / v.c,
      )
    : work(
        { ...how, formula: 's × b × h × L × (10 + 24/t) / c' },
        { s, b, h, L, t, c },
        (v) => (v.s * v.b * v.h * v.L * (10 + 24 / v.t)) / v.c,
      );
}
