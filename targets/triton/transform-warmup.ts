import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { problem } from './diagnostics.ts';
import { tracedMeasured, type MeasuredServing } from './measured-settings.ts';
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

/**
 * One request, because a first run was measured to be slow. Sizes of open axes are nowhere said then, so a model that
 * has others than the batch is not warmed up.
 */
export function measuredWarmup(
  served: ServedModel,
  inputs: readonly TensorConfig[],
  maxBatchSize: number,
  { settings }: MeasuredServing,
): WarmupRequest | undefined {
  if (!settings.warmup) return undefined;
  const warm = inputs.map(({ name, type, dims }) => ({
    name,
    type,
    dims: dims.map((size, axis) => (size === -1 && maxBatchSize === 0 && axis === 0 ? 1 : size)),
  }));
  if (warm.some(({ dims }) => dims.includes(-1))) return undefined;
  const { cause, comment } = tracedMeasured(settings.warmup, served);
  return {
    batchSize: maxBatchSize > 0 ? 1 : 0,
    inputs: warm,
    cause,
    ...(comment === undefined ? {} : { comment }),
  };
}
