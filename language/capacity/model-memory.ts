import type { Port } from '../model/learning.ts';
import { widthOf, weightBytes } from './element-bytes.ts';
import { bytesPerWeight, modelSize } from './model-size.ts';
import type { ServedModel } from './served-models.ts';
import type { ModelView } from '../rules/model-view.ts';
import { known, notKnown, work, type Given, type Working } from './working.ts';
import { sourced } from './written.ts';

/** Devices over which one copy of a served model is spread: tensor × pipeline. */
export function shardsOf({ shard, model }: ServedModel): Given {
  const how = {
    title: `Devices of a copy of ${model.name}`,
    formula: 't × p',
    unit: 'devices',
    source: 'vLLM: tensor_parallel_size × pipeline_parallel_size',
  };
  if (!shard) return known('devices of a copy', 1, '', { because: 'the model is not sharded' });
  return work(
    how,
    { t: sourced('tensor', shard.require('tensor')), p: sourced('pipeline', shard.require('pipeline')) },
    ({ t, p }) => t * p,
  );
}

/** Bytes of the weights of one copy, in the precision in which they are served. */
export function servedWeights(view: ModelView, served: ServedModel): Working {
  const { model, serving } = served;
  const size = modelSize(view, model);
  const title = `Weights of ${model.name}`;
  const { fileWeights } = size;
  const precision = serving.precision;
  if (fileWeights) {
    const path = model.artifact!.path;
    const bytes = Object.entries(fileWeights).reduce(
      (sum, [dtype, each]) => sum + each * conversion(dtype, precision?.value),
      0,
    );
    return work(
      {
        title,
        formula: 'W',
        unit: 'B',
        source: 'The header of the ONNX file: dimensions and element types of its initializers',
        assumptions: precision ? [`The server computes weights in ${precision.value}.`] : [],
      },
      { W: known('bytes of the weights', bytes, 'B', { because: path.value, origin: path.origin }) },
      ({ W }) => W,
    );
  }
  const declared = precision && weightBytes(precision.value);
  return work(
    { title, formula: 'P × w', unit: 'B', source: 'Number of weights × bytes of one' },
    {
      P: size.parameters,
      w:
        declared !== undefined
          ? known('bytes of a weight', declared, 'B', {
              because: `precision is ${precision!.value}`,
              origin: precision!.origin,
            })
          : bytesPerWeight(size, model),
    },
    ({ P, w }) => P * w,
  );
}

const FLOATS = /^b?float/;

/** A server that computes in another precision converts floating-point weights and leaves whole numbers. */
function conversion(dtype: string, precision: string | undefined): number {
  const from = weightBytes(dtype);
  const to = precision === undefined ? undefined : weightBytes(precision);
  return from === undefined || to === undefined || !FLOATS.test(dtype) ? 1 : to / from;
}

/**
 * Bytes of the inputs and outputs of one run with the largest batch: all that a signature says about activations,
 * and so a lower bound of them. `N` is the number of requests in it.
 */
export function runTensors({ model, serving }: ServedModel): Working {
  const ports = [...model.inputs, ...model.outputs];
  const sizes = ports.map((port) => bytesOfRow(port));
  const open = ports.filter((_, index) => sizes[index] === undefined);
  const row =
    ports.length === 0 || open.length > 0
      ? notKnown(
          'bytes of inputs and outputs',
          ports.length === 0 ? 'no tensor is declared' : `${open[0]!.name} has an open size`,
          `sizes of the tensors of ${model.name}`,
        )
      : known(
          'bytes of inputs and outputs',
          sizes.reduce<number>((sum, each) => sum + each!, 0),
          'B',
          { because: 'the declared tensors' },
        );
  return work(
    {
      title: `Tensors of a run of ${model.name}`,
      formula: 'N × x',
      unit: 'B',
      source: 'Sizes of the declared tensors',
      assumptions: ['Inner activations are in no header; the benchmark measures them.'],
      bound: 'at least',
    },
    {
      N: serving.batching
        ? sourced('largest batch', serving.batching.max, 'requests')
        : known('largest batch', 1, 'requests', { because: 'no batching is declared' }),
      x: row,
    },
    ({ N, x }) => N * x,
  );
}

/** Bytes of a tensor for one request: a first axis with a name is the batch. */
function bytesOfRow({ type }: Port): number | undefined {
  if (type.kind !== 'tensor') return undefined;
  const shape = typeof type.shape[0] === 'string' ? type.shape.slice(1) : type.shape;
  const { bytes, open } = widthOf({ ...type, shape });
  return open ? undefined : bytes;
}
