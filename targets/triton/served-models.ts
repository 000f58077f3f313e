import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Model } from '../../language/model/learning.ts';
import type { Sourced } from '../../language/model/origin.ts';
import type { Service, Serving } from '../../language/model/service.ts';
import type { SystemView } from '../kit/view.ts';
import { problem, related } from './diagnostics.ts';

/** A model that gets a folder, and how it is served. */
export interface ServedModel {
  readonly model: Model;
  readonly serving: Serving;
  /** Services that serve it; their settings are the same. The first gives timeout and cache. */
  readonly services: readonly Service[];
  /** Largest batch of the ensemble's other steps, when this step declares none. */
  readonly ensembleBatch?: Sourced<number>;
}

export interface ServedModels {
  readonly models: readonly ServedModel[];
  /** Services of which Triton serves something. */
  readonly services: readonly Service[];
  /** Services whose steps become an ensemble. */
  readonly ensembles: readonly Service[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds what Triton serves. A serving without a platform is Triton's, because the deployment emits Triton. */
export function findServedModels(view: SystemView): ServedModels {
  const diagnostics: Diagnostic[] = [];
  const served = new Map<string, ServedModel>();
  const services: Service[] = [];
  const ensembles: Service[] = [];
  for (const service of view.all('service')) {
    const servings = [...service.serves, ...service.steps.map((step) => step.serving)];
    const onTriton = servings.filter((serving) => runsOnTriton(serving.platform ?? service.platform));
    if (onTriton.length < servings.length) diagnostics.push(elsewhere(service, servings));
    const here = onTriton.filter((serving) => serving.model.kind === 'model');
    diagnostics.push(...onTriton.filter((serving) => !here.includes(serving)).map(noFiles));
    if (here.length > 0) services.push(service);
    if (service.steps.length > 0 && service.steps.every((step) => here.includes(step.serving)))
      ensembles.push(service);
    const ensembleBatch = largestBatch(service);
    for (const serving of here) {
      const model = view.get('model', serving.model.qualifiedName);
      const earlier = served.get(model.qualifiedName);
      if (earlier === undefined) {
        const inherits =
          serving.batching === undefined && ensembleBatch !== undefined && !service.serves.includes(serving);
        served.set(model.qualifiedName, {
          model,
          serving,
          services: [service],
          ...(inherits ? { ensembleBatch } : {}),
        });
      } else if (settings(serving, service) === settings(earlier.serving, earlier.services[0]!)) {
        served.set(model.qualifiedName, {
          ...earlier,
          services: [...new Set([...earlier.services, service])],
        });
      } else {
        diagnostics.push(
          problem(
            'TN9207',
            serving.origin,
            `${model.name} is already served with other settings, and Triton has one configuration for each model.`,
            {
              help: 'Give both the same instances, batch, warm-up, cache and timeout, or deploy them to two servers.',
              related: related(earlier.serving.origin, `${earlier.services[0]!.name} serves it here.`),
            },
          ),
        );
      }
    }
  }
  return { models: [...served.values()], services, ensembles, diagnostics };
}

function runsOnTriton(platform: Serving['platform']): boolean {
  const name = typeof platform === 'object' ? platform.qualifiedName : platform;
  return name === undefined || name === 'triton' || name.endsWith('.triton');
}

function elsewhere(service: Service, servings: readonly Serving[]): Diagnostic {
  const other = servings.find((serving) => !runsOnTriton(serving.platform ?? service.platform));
  return problem(
    'TN9221',
    other?.origin ?? service.origin,
    `${service.name} serves ${servings.length === 1 ? 'its model' : 'a model'} on another platform than Triton; nothing is written for that.`,
  );
}

function noFiles(serving: Serving): Diagnostic {
  const message = `Tenon writes no Triton backend for ${serving.model.kind} ${serving.model.qualifiedName}.`;
  return problem('TN9208', serving.origin, message, {
    help: 'Export it to ONNX as a model, or add its folder to the repository by hand.',
  });
}

function largestBatch(service: Service): Sourced<number> | undefined {
  const sizes = service.steps.flatMap((step) => step.serving.batching?.max ?? []);
  return sizes.reduce<Sourced<number> | undefined>(
    (best, size) => (best && best.value >= size.value ? best : size),
    undefined,
  );
}

/** Everything that ends up in the model's configuration, in a comparable form. */
const settings = (serving: Serving, service: Service): string =>
  JSON.stringify([
    serving.instances && [serving.instances.count.value, serving.instances.on.value],
    serving.batching && [
      serving.batching.min.value,
      serving.batching.max.value,
      serving.batching.within?.value.value,
    ],
    serving.warmup && [serving.warmup.batch, serving.warmup.sizes],
    serving.concurrency?.value,
    service.timeout?.value.value,
    service.steps.length === 0 && service.cache !== undefined,
  ]);
