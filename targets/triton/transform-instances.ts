import { traced } from '../kit/traced.ts';
import { saidBy } from './diagnostics.ts';
import { tracedMeasured, type MeasuredServing } from './measured-settings.ts';
import { slotName } from './names.ts';
import type { InstanceGroup, ModelConfig } from './output.ts';
import type { ServedModel } from './served-models.ts';

/** Copies of a model and how many runs there are at a time: as declared, else as measured. */
export function instanceGroup(
  served: ServedModel,
  folder: string,
  { settings, device }: MeasuredServing,
): InstanceGroup | undefined {
  const { instances, concurrency } = served.serving;
  const measured = instances ? undefined : settings.copies;
  if (instances === undefined && concurrency === undefined && measured === undefined) return undefined;
  const onGpu = (instances?.on.value ?? device) === 'gpu';
  const kind = onGpu ? 'KIND_GPU' : 'KIND_CPU';
  return {
    ...(instances
      ? {
          count: traced(
            instances.count.value,
            instances.count,
            saidBy(instances.count.origin) + (onGpu ? '; on each GPU' : ''),
          ),
          kind: traced(kind, instances.on),
        }
      : {}),
    ...(measured
      ? { count: tracedMeasured(measured, served), kind: tracedMeasured(measured, served, () => kind) }
      : {}),
    ...(concurrency
      ? {
          slot: traced(
            { resource: slotName(folder), supply: concurrency.value },
            concurrency,
            saidBy(concurrency.origin),
          ),
        }
      : {}),
    cause: [instances?.count, instances?.on, concurrency, ...(measured ? [served.model] : [])],
  };
}

/** How ONNX Runtime works inside each copy; there is nothing in the model to say it, so it is always measured. */
export function runtimeSettings(
  served: ServedModel,
  { settings, device }: MeasuredServing,
): Pick<ModelConfig, 'threads' | 'accelerator'> {
  const { threads, accelerator } = settings;
  return {
    ...(threads && device === 'cpu' ? { threads: tracedMeasured(threads, served) } : {}),
    ...(accelerator ? { accelerator: tracedMeasured(accelerator, served) } : {}),
  };
}
