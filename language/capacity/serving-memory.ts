import type { Service } from '../model/service.ts';
import type { ModelView } from '../rules/model-view.ts';
import { weightBytes } from './element-bytes.ts';
import { deviceMemory } from './ground.ts';
import { kvCacheNeeded, kvCachePerToken, kvCacheRoom, sequencesThatFit } from './kv-cache.ts';
import { bytesPerWeight, modelSize } from './model-size.ts';
import { runTensors, servedWeights, shardsOf } from './model-memory.ts';
import { servedModels, type ServedModel } from './served-models.ts';
import { fit, known, notKnown, shareOf, total, work, type Fit, type Given, type Working } from './working.ts';
import { sourced, writtenNumber, writtenWord } from './written.ts';

/** What a service keeps on each GPU, against what the smallest GPU that it can run on has. All in bytes. */
export interface ServingMemory {
  /** Weights and tensors of each model on the GPU, over its instances and versions. */
  readonly parts: readonly Working[];
  readonly total: Working;
  readonly available: Given;
  /** Part of it that is needed. */
  readonly share: Working;
  readonly fit: Fit;
  /** The key-value cache of each language model. */
  readonly caches: readonly KvCache[];
}

export interface KvCache {
  readonly model: string;
  readonly perToken: Working;
  /** With as many requests of full length as may run at a time. */
  readonly needed: Working;
  readonly room: Working;
  readonly sequences: Working;
}

/** Undefined when nothing of the service runs on a GPU. */
export function servingMemory(view: ModelView, service: Service): ServingMemory | undefined {
  const served = servedModels(view, service).filter(({ serving }) => serving.instances?.on.value === 'gpu');
  if (served.length === 0) return undefined;
  const available = availableMemory(view, service);
  const parts = served.flatMap((each) => partsOf(view, each));
  const sum = atLeast(
    total(
      {
        title: 'Memory of each GPU',
        unit: 'B',
        source: 'The sum of the parts above',
        assumptions: [
          'Each instance has weights of its own, as ONNX Runtime has; TensorRT shares them.',
          'Inner activations, the context of CUDA and the libraries (about 0.5 GiB for a process) come on top.',
        ],
      },
      parts,
    ),
  );
  return {
    parts,
    total: sum,
    available,
    share: shareOf(sum, available),
    fit: fit(sum, available),
    caches: served
      .filter(({ kvCache, platform }) => kvCache ?? platform === 'vllm')
      .map((each) => cacheOf(view, each, available)),
  };
}

/** What a file says of a model is never all that the server needs. */
const atLeast = (working: Working): Working => (working.result ? { ...working, bound: 'at least' } : working);

function partsOf(view: ModelView, served: ServedModel): readonly Working[] {
  const { model, serving, versions } = served;
  const i = sourced('instances on each GPU', serving.instances!.count);
  const v = known('versions that answer', versions, '', { because: 'traffic' });
  const weights = work(
    {
      title: `Weights of ${model.name} on each GPU`,
      formula: 'W × i × v / g',
      unit: 'B',
      source: 'Each instance of each version has its part of the weights',
      lowers: ['g'],
    },
    { W: servedWeights(view, served), i, v, g: shardsOf(served) },
    ({ W, i: instances, v: count, g }) => (W * instances * count) / g,
  );
  if (model.inputs.length === 0) return [weights];
  const tensors = work(
    {
      title: `Tensors of ${model.name} on each GPU`,
      formula: 'X × i',
      unit: 'B',
      source: 'Each instance runs one batch at a time',
      assumptions: ['Inner activations are in no header; the benchmark measures them.'],
    },
    { X: runTensors(served), i },
    ({ X, i: instances }) => X * instances,
  );
  return [weights, tensors];
}

function cacheOf(view: ModelView, served: ServedModel, available: Given): KvCache {
  const { model, kvCache, batch } = served;
  const size = modelSize(view, model);
  const dtype = writtenWord(kvCache, 'dtype');
  const bytes = dtype === undefined ? undefined : weightBytes(dtype);
  const number =
    bytes === undefined
      ? bytesPerWeight(size, model)
      : known('bytes of a number', bytes, 'B', { because: `dtype of kv_cache is ${dtype}` });
  const perToken = kvCachePerToken({ L: size.layers, k: size.kvHeads, d: size.headSize, B: number });
  const requests = writtenNumber(batch, 'max_requests', {
    called: 'requests at a time',
    unit: 'requests',
    example: '256',
  });
  const share = kvCache?.get('memory');
  const room = kvCacheRoom({
    g: shardsOf(served),
    M: available,
    u: share
      ? sourced('share of the memory', share, 'ratio')
      : notKnown('share of the memory', 'it is not declared', `kv_cache { memory: 90% } for ${model.name}`),
    W: servedWeights(view, served),
  });
  return {
    model: model.name,
    perToken,
    needed: kvCacheNeeded({ x: perToken, s: size.context, n: requests }),
    room,
    sequences: sequencesThatFit({ R: room, x: perToken, s: size.context }),
  };
}

function availableMemory(view: ModelView, { runsOn, name }: Service): Given {
  return runsOn
    ? deviceMemory(view, runsOn, 'gpu')
    : notKnown('memory of a GPU', 'the service does not say where it runs', `runs on … in ${name}`);
}
