import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Port } from '../../language/model/learning.ts';
import type { Serving } from '../../language/model/service.ts';
import { packageOf } from '../kit/header.ts';
import type { FileFacts, ModelSignature, SignaturePort } from '../kit/target.ts';
import { traced, type Traced } from '../kit/traced.ts';
import { problem, saidBy } from './diagnostics.ts';
import { planVersions } from './model-versions.ts';
import { slotName } from './names.ts';
import type { DynamicBatching, InstanceGroup, ModelConfig, TensorConfig } from './output.ts';
import type { ServedModel } from './served-models.ts';
import {
  hasOpenBatchAxis,
  printShape,
  shapeOf,
  tensorConfig,
  tritonType,
  type Shape,
} from './tensor-types.ts';
import { warmupRequest } from './transform-warmup.ts';

export interface ConfigResult {
  readonly config?: ModelConfig;
  readonly diagnostics: readonly Diagnostic[];
}

/** One ONNX model → its folder. */
export function modelConfig(served: ServedModel, folder: string, files: FileFacts): ConfigResult {
  const { model, serving } = served;
  const artifact = model.artifact;
  if (artifact?.format !== 'onnx' || !files.exists(artifact.path.value))
    return { diagnostics: [noFile(served)] };
  const path = artifact.path.value;
  const versions = planVersions(served, path, files);
  const signature = files.signature(versions.versions.at(-1)?.files[0]?.copyOf ?? path);
  if (signature === undefined) {
    const message = `The inputs and outputs of ${path} are not known, so Triton can't be told them.`;
    return { diagnostics: [...versions.diagnostics, problem('TN9202', artifact.path.origin, message)] };
  }
  const diagnostics = [...versions.diagnostics];
  const batch = maxBatchSize(served, signature, diagnostics);
  const tensors = (direction: 'input' | 'output'): readonly TensorConfig[] =>
    signature[`${direction}s`].flatMap((port) =>
      describe(served, direction, port, batch.value > 0, diagnostics),
    );
  const inputs = tensors('input');
  const outputs = tensors('output');
  const instances = instanceGroup(serving, folder);
  const batching = dynamicBatching(served, batch.value, diagnostics);
  const warmup = serving.warmup && warmupRequest(served, inputs, batch.value, diagnostics);
  const cache = served.services.find(
    (service) => service.cache !== undefined && service.steps.length === 0,
  )?.cache;
  return {
    config: {
      name: folder,
      packageName: packageOf(model.qualifiedName),
      cause: [model, serving.origin],
      ...(model.documentation === undefined ? {} : { documentation: model.documentation }),
      runs: 'onnx',
      maxBatchSize: batch,
      inputs,
      outputs,
      ...(instances ? { instances } : {}),
      ...(batching ? { batching } : {}),
      ...(versions.loads ? { loads: versions.loads } : {}),
      ...(warmup ? { warmup } : {}),
      ...(cache ? { cachesResponses: traced(true, cache.origin, saidBy(cache.origin)) } : {}),
      versions: versions.versions,
    },
    diagnostics,
  };
}

function noFile({ model, serving }: ServedModel): Diagnostic {
  if (model.artifact === undefined) {
    return problem(
      'TN9201',
      serving.origin,
      `${model.name} has no artifact, so Triton has nothing to serve.`,
      {
        help: `Add artifact: onnx("models/${model.name}.onnx") to model ${model.name}.`,
      },
    );
  }
  const { format, path } = model.artifact;
  if (format === 'onnx') {
    return problem(
      'TN9201',
      path.origin,
      `${path.value} is not there, so Triton would have nothing to serve.`,
      {
        help: 'Train and export the model, or correct the path.',
      },
    );
  }
  return problem(
    'TN9201',
    path.origin,
    `Triton gets ONNX files from Tenon, and ${model.name} is ${format}.`,
    {
      help: 'Export the model to ONNX, or serve it on another platform.',
    },
  );
}

/** Above 0 when requests may be put together; then every tensor needs an open first axis. */
function maxBatchSize(
  served: ServedModel,
  signature: ModelSignature,
  diagnostics: Diagnostic[],
): Traced<number> {
  const { model, serving, ensembleBatch } = served;
  const ports = [...signature.inputs, ...signature.outputs];
  const closed = ports.find(
    (port) => !hasOpenBatchAxis(shapeOf(port, declaredPort(served, port.name)) ?? []),
  );
  const batching = serving.batching;
  if (batching !== undefined) {
    const { min, max } = batching;
    if (closed === undefined) return traced(max.value, [min, max], saidBy(max.origin));
    if (min.value === max.value && ports.every((port) => port.shape?.[0] === max.value)) {
      return traced(
        0,
        [max, model],
        `The file has a fixed batch of ${max.value}, which Triton writes as a part of dims.`,
      );
    }
    diagnostics.push(
      problem(
        'TN9206',
        max.origin,
        `Requests can't be batched: ${shapeInWords(served, closed)} has no open first axis.`,
        {
          help: `Export ${model.name} with a dynamic batch axis, or remove batch.`,
        },
      ),
    );
    return traced(0, max);
  }
  if (ensembleBatch !== undefined && closed === undefined) {
    return traced(
      ensembleBatch.value,
      ensembleBatch,
      'The largest batch of the other steps, so that the ensemble can pass batches on.',
    );
  }
  const reason =
    closed === undefined ? 'No batch is declared' : `${shapeInWords(served, closed)} has no open first axis`;
  return traced(0, [model, serving.origin], `${reason}: dims hold every axis.`);
}

const shapeInWords = (served: ServedModel, port: SignaturePort): string =>
  `${port.name} : ${printShape(port.dtype, shapeOf(port, declaredPort(served, port.name)) ?? [])}`;

const declaredPort = ({ model }: ServedModel, name: string): Port | undefined =>
  [...model.inputs, ...model.outputs].find((port) => port.name === name);

function describe(
  served: ServedModel,
  direction: 'input' | 'output',
  port: SignaturePort,
  batching: boolean,
  diagnostics: Diagnostic[],
): readonly TensorConfig[] {
  const { model } = served;
  const declared = declaredPort(served, port.name);
  const place = declared?.origin ?? model.origin;
  const shape: Shape | undefined = shapeOf(port, declared);
  const type = tritonType(port.dtype);
  if (type === undefined || type === 'TYPE_BF16') {
    diagnostics.push(
      problem(
        'TN9205',
        place,
        `Triton's ONNX Runtime backend has no type for ${direction} ${port.name} : ${port.dtype} of ${model.name}.`,
        {
          help:
            port.dtype === 'bfloat16'
              ? 'Export the model with float16 or float32.'
              : `Convert ${port.name} inside the model.`,
        },
      ),
    );
    return [];
  }
  if (shape === undefined) {
    const message = `The number of axes of ${direction} ${port.name} is not known: neither the file nor the model declares it.`;
    diagnostics.push(
      problem('TN9202', place, message, {
        help: `Declare it, such as ${direction} ${port.name} : ${port.dtype}[batch, 1].`,
      }),
    );
    return [];
  }
  const { artifact } = model;
  return [
    tensorConfig({
      direction,
      port,
      declared,
      shape,
      type,
      batching,
      file: artifact!.path.value,
      cause: artifact!.path,
    }),
  ];
}

function instanceGroup(serving: Serving, folder: string): InstanceGroup | undefined {
  const { instances, concurrency } = serving;
  if (instances === undefined && concurrency === undefined) return undefined;
  const onGpu = instances?.on.value === 'gpu';
  return {
    ...(instances
      ? {
          count: traced(
            instances.count.value,
            instances.count,
            saidBy(instances.count.origin) + (onGpu ? '; on each GPU' : ''),
          ),
          kind: traced(onGpu ? 'KIND_GPU' : 'KIND_CPU', instances.on),
        }
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
    cause: [instances?.count, instances?.on, concurrency],
  };
}

const MICROSECONDS = 1e6;

function dynamicBatching(
  served: ServedModel,
  maxSize: number,
  diagnostics: Diagnostic[],
): DynamicBatching | undefined {
  const { batching } = served.serving;
  const timeout = served.services.find((service) => service.timeout !== undefined)?.timeout;
  if (batching === undefined || maxSize < 1) {
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
  const { min, max, within } = batching;
  const sizes = preferredSizes(min.value, max.value);
  return {
    ...(sizes.length > 0
      ? {
          preferredSizes: traced(
            sizes,
            [min, max],
            `A batch of at least ${min.value} runs at once; smaller ones wait.`,
          ),
        }
      : {}),
    ...(within
      ? {
          queueDelayMicroseconds: traced(
            Math.round(within.value.value * MICROSECONDS),
            within,
            saidBy(within.origin),
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
    cause: [min, max],
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
