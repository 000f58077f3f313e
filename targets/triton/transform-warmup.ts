import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { problem } from './diagnostics.ts';
import type { TensorConfig, WarmupRequest } from './output.ts';
import type { ServedModel } from './served-models.ts';

/** A request of zeros; open axes get the sizes that the model text names. */
export function warmupRequest(
  { model, serving }: ServedModel,
  inputs: readonly TensorConfig[],
  maxBatchSize: number,
  diagnostics: Diagnostic[],
): WarmupRequest | undefined {
  const { batch, sizes, origin } = serving.warmup!;
  const known = new Map(sizes.map(({ symbol, size }) => [symbol, size]));
  let complete = true;
  const warm = inputs.map((input) => ({
    name: input.name,
    type: input.type,
    dims: input.dims.map((size, axis) => {
      if (size !== -1) return size;
      const symbol = input.symbols[axis];
      const chosen = symbol === undefined ? undefined : known.get(symbol);
      if (chosen !== undefined) return chosen;
      // Without Triton's batching the batch axis is an axis like the others, and always the first.
      if (maxBatchSize === 0 && axis === 0) return batch;
      complete = false;
      diagnostics.push(
        problem(
          'TN9213',
          origin,
          `The warm-up of ${model.name} needs a size for ${symbol ?? `axis ${axis}`} of input ${input.name}.`,
          {
            help:
              symbol === undefined ? `Give the axis a name in ${model.name}.` : `Add ${symbol}: 1 to warmup.`,
          },
        ),
      );
      return 1;
    }),
  }));
  return complete ? { batchSize: maxBatchSize > 0 ? batch : 0, inputs: warm, cause: origin } : undefined;
}
