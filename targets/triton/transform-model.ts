import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Port } from '../../language/model/learning.ts';
import { packageOf } from '../kit/header.ts';
import { measurementText } from '../kit/measured.ts';
import type { FileFacts, ModelSignature, SignaturePort } from '../kit/target.ts';
import { traced, type Traced } from '../kit/traced.ts';
import { problem, saidBy } from './diagnostics.ts';
import { measuredServing, tracedMeasured, type MeasuredServing } from './measured-settings.ts';
import { planVersions } from './model-versions.ts';
import type { ModelConfig, TensorConfig } from './output.ts';
import type { ServedModel } from './served-models.ts';
import {
  hasOpenBatchAxis,
  printShape,
  shapeOf,
  tensorConfig,
  tritonType,
  type Shape,
} from './tensor-types.ts';
import { dynamicBatching } from './transform-batching.ts';
import { instanceGroup, runtimeSettings } from './transform-instances.ts';
import { measuredWarmup, warmupRequest } from './transform-warmup.ts';

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
  const newest = versions.versions.at(-1)?.files[0]?.copyOf ?? path;
  const signature = files.signature(newest);
  if (signature === undefined) {
    const message = `The inputs and outputs of ${path} are not known, so Triton can't be told them.`;
    return { diagnostics: [...versions.diagnostics, problem('TN9202', artifact.path.origin, message)] };
  }
  const diagnostics = [...versions.diagnostics];
  const measured = measuredServing(served, newest, files);
  const batch = maxBatchSize(served, signature, measured, diagnostics);
  const tensors = (direction: 'input' | 'output'): readonly TensorConfig[] =>
    signature[`${direction}s`].flatMap((port) =>
      describe(served, direction, port, batch.value > 0, diagnostics),
    );
  const inputs = tensors('input');
  const outputs = tensors('output');
  const instances = instanceGroup(served, folder, measured);
  const batching = dynamicBatching(served, batch.value, measured, diagnostics);
  const warmup = serving.warmup
    ? warmupRequest(served, inputs, batch.value, diagnostics)
    : measuredWarmup(served, inputs, batch.value, measured);
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
      ...(measured.remark === undefined ? {} : { remark: measured.remark }),
      maxBatchSize: batch,
      inputs,
      outputs,
      ...(instances ? { instances } : {}),
      ...(batching ? { batching } : {}),
      ...(versions.loads ? { loads: versions.loads } : {}),
      ...runtimeSettings(served, measured),
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
  measured: MeasuredServing,
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
    if (closed === undefined) {
      diagnostics.push(...brokenByBatch(served, measured));
      return traced(max.value, [min, max], saidBy(max.origin));
    }
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
  const found = measured.settings.maxBatch;
  if (found && closed === undefined) return tracedMeasured(found, served);
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

/** What is declared is taken, also when a full batch was measured to be slower than what is promised. */
function brokenByBatch(
  { model, serving }: ServedModel,
  { curves, needs: { latency } }: MeasuredServing,
): readonly Diagnostic[] {
  const { max } = serving.batching!;
  const full = curves?.batches.find(({ batch }) => batch === max.value);
  const time = latency && full?.latency[latency.of];
  if (!full || time === undefined || time <= latency!.limit) return [];
  const milliseconds = (seconds: number): string => `${Number((seconds * 1000).toPrecision(3))} ms`;
  return [
    problem(
      'TN9225',
      max.origin,
      `A batch of ${max.value} of ${model.name} takes ${milliseconds(time)} (${latency!.of}), and ${milliseconds(latency!.limit)} are promised.`,
      { help: `Declare a smaller batch. Measured: ${measurementText(full.of)}.` },
    ),
  ];
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
