import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { traced } from '../kit/traced.ts';
import { problem, saidBy } from './diagnostics.ts';
import { tracedMeasured, type MeasuredServing } from './measured-settings.ts';
import type { DynamicBatching } from './output.ts';
import type { ServedModel } from './served-models.ts';

const MICROSECONDS = 1e6;

/** How requests are put together: as declared, else as measured, else not at all. */
export function dynamicBatching(
  served: ServedModel,
  maxSize: number,
  { settings, curves }: MeasuredServing,
  diagnostics: Diagnostic[],
): DynamicBatching | undefined {
  const { batching } = served.serving;
  const timeout = served.services.find((service) => service.timeout !== undefined)?.timeout;
  const isMeasured = curves !== undefined && settings.maxBatch !== undefined && maxSize > 1;
  if (maxSize < 1 || (batching === undefined && !isMeasured)) {
    if (timeout !== undefined) {
      const message = `Triton ends waiting requests only where it batches, and ${served.model.name} is served without batch.`;
      diagnostics.push(
        problem('TN9222', timeout.origin, message, {
          help: 'Declare a batch, such as batch 1..8, or set the timeout at the gateway.',
        }),
      );
    }
    return undefined;
  }
  const declared = batching ? preferredSizes(batching.min.value, batching.max.value) : [];
  const knee = settings.preferredBatch;
  const { within } = batching ?? {};
  const delay = settings.queueDelay;
  return {
    ...(declared.length > 0
      ? {
          preferredSizes: traced(
            declared,
            [batching?.min, batching?.max],
            `A batch of at least ${batching?.min.value} runs at once; smaller ones wait.`,
          ),
        }
      : knee && knee.value > 1 && knee.value <= maxSize
        ? { preferredSizes: tracedMeasured(knee, served, (size) => [size]) }
        : {}),
    ...(within
      ? {
          queueDelayMicroseconds: traced(
            Math.round(within.value.value * MICROSECONDS),
            within,
            saidBy(within.origin),
          ),
        }
      : delay
        ? {
            queueDelayMicroseconds: tracedMeasured(delay, served, (value) =>
              Math.round(value * MICROSECONDS),
            ),
          }
        : {}),
    ...(timeout
      ? {
          queueTimeoutMicroseconds: traced(
            Math.round(timeout.value.value * MICROSECONDS),
            timeout,
            saidBy(timeout.origin),
          ),
        }
      : {}),
    cause: batching ? [batching.min, batching.max] : [served.model, served.serving.origin],
  };
}

/**
 * Triton has no smallest batch: it runs a preferred size as soon as enough requests wait and lets smaller ones
 * wait for the delay. So a smallest size above 1 becomes the list of its doublings. From 1 on there is nothing
 * to prefer, and a list would only make batches smaller than they could be.
 */
function preferredSizes(min: number, max: number): readonly number[] {
  if (!(min > 1 && min <= max)) return [];
  const sizes: number[] = [];
  for (let size = min; size < max; size *= 2) sizes.push(size);
  return [...sizes, max];
}
