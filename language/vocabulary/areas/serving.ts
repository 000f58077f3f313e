import { serviceTensor } from '../service-tensor.ts';
import {
  anything,
  boolean,
  call,
  either,
  expression,
  integer,
  list,
  name,
  number,
  quantity,
  range,
  ratio,
  reference,
  text,
  word,
} from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

/** Servers that a model can be served on. */
export const PLATFORMS = {
  triton: 'NVIDIA Triton Inference Server.',
  vllm: 'vLLM, for language models.',
  kserve: 'KServe on Kubernetes.',
  torchserve: 'TorchServe.',
  fastapi: 'A FastAPI program with ONNX Runtime.',
} as const;

const platform = { ...either(word(PLATFORMS), reference('runtime', 'fleet', 'cluster')), library: 'runtime' };

const SERVICE_EVENTS = {
  failure: 'A request or the server fails.',
  timeout: 'A request takes longer than it may.',
  overload: 'More requests come than are answered.',
  gpu_lost: 'A GPU is no longer there.',
  network_loss: 'A device loses its connection.',
  overheat: 'A device gets too hot.',
} as const;

export const service = noun('service', {
  area: 'serving',
  doc: 'Something that answers requests: with one model, or with steps that hand tensors to each other.',
  in: ['file', 'environment'],
  clauses: { on: clause(platform, 'Server or fleet that runs the steps of the service.') },
  properties: {
    timeout: property(
      quantity('duration'),
      'Longest time that a request may take; later it is answered with an error.',
    ),
    auth: property(
      either(
        word({
          api_key: 'A key that each caller has been given.',
          mtls: 'A certificate on both sides.',
          iam: 'An identity of the cloud.',
        }),
        call({
          jwt: 'jwt("https://login.example.org", audience: "scoring"): a token that an issuer has signed.',
        }),
      ),
      'How callers show who they are; without it, whoever reaches the service may call it.',
    ),
    health: property(text('a path'), 'Path at which the service says that it is well.'),
  },
  events: SERVICE_EVENTS,
});

/** How a model is run; the same after `serves` and after `step x = run`. */
const SERVING_PROPERTIES = {
  instances: property(
    integer({ min: 1 }),
    'How many copies of the model run side by side: `instances: 2 on gpu`. On GPUs it is the number for each of them.',
    {
      clauses: {
        on: clause(
          word({ gpu: 'On each GPU of the machine.', cpu: 'On the processor.' }),
          'What the copies run on.',
        ),
      },
    },
  ),
  precision: property(
    word({ fp32: '32 bits.', fp16: '16 bits.', bf16: '16 bits with a wide range.', int8: '8 bits.' }),
    'Precision that the server should compute with.',
  ),
  concurrency: property(
    integer({ min: 1 }),
    'Most runs of the model at the same time, over all of its copies.',
  ),
  draft: property(reference('model', 'optimize'), 'Small model that proposes tokens.'),
  draft_tokens: property(integer({ min: 1 }), 'How many tokens it proposes.'),
};

export const serves = verb('serves', {
  area: 'serving',
  doc: 'The model that answers, a version of it if one is named, and the server that runs it.',
  in: ['service'],
  object: {
    type: reference('model', 'engine', 'optimize'),
    doc: 'The model, such as fraud_net or fraud_net@4.',
    required: true,
  },
  clauses: { on: clause(platform, 'Server that runs it.') },
  properties: SERVING_PROPERTIES,
});

export const run = verb('run', {
  area: 'serving',
  doc: 'Runs a model on results of other steps, or a pipeline, search or optimisation inside a pipeline.',
  in: ['step'],
  object: {
    type: reference('model', 'engine', 'optimize', 'pipeline', 'service', 'search'),
    doc: 'What is run.',
    required: true,
  },
  clauses: {
    on: clause(
      list(serviceTensor()),
      'What fills its inputs, in their order: steps, inputs of the service, or single outputs of a step.',
    ),
    within: clause(quantity('duration'), 'Longest time that it may take.'),
    with: clause(
      anything('values in braces'),
      'Values for the parameters of a pipeline: `with { region: "north" }`.',
    ),
    when: clause(
      expression('steps', 'a condition'),
      'Whether the step of a pipeline runs, such as report.passed.',
    ),
  },
  properties: SERVING_PROPERTIES,
  settings: { type: anything(), doc: "Settings of the user's own code." },
  events: SERVICE_EVENTS,
});

export const batch = verb('batch', {
  area: 'serving',
  doc: 'Requests that wait are run together: `batch 1..32 within 2ms`. The range says how many at least and at most.',
  in: ['serves', 'run', 'predict'],
  object: {
    type: either(
      range({ min: 1 }),
      word({ continuous: 'Requests join and leave while others run, as language models need it.' }),
    ),
    doc: 'Smallest and largest number of requests in one run.',
    required: true,
  },
  clauses: { within: clause(quantity('duration'), 'Longest time that a request waits for others.') },
  properties: {
    max_tokens: property(integer({ min: 1 }), 'Most tokens in one run.'),
    max_requests: property(integer({ min: 1 }), 'Most requests at a time.'),
  },
});

export const warmup = noun('warmup', {
  area: 'serving',
  doc: 'A request of zeros before the first real one. Axes that the tensors leave open get a size by their name.',
  in: ['serves', 'run'],
  name: 'none',
  properties: { batch: property(integer({ min: 1 }), 'Number of requests in the batch.', { default: '1' }) },
  settings: { type: integer({ min: 1 }), doc: 'Size of an open axis, such as frames: 500.' },
});

export const objective = noun('objective', {
  area: 'serving',
  doc: 'Promises, each a condition with a unit: `latency.p99 < 20ms`. Benchmarks and alerts hold the service against them.',
  in: ['service', 'model', 'pipeline', 'fleet', 'stream', 'features'],
  name: 'none',
  conditions: { scope: 'measures', doc: 'A promise.' },
});

export const scale = noun('scale', {
  area: 'serving',
  doc: 'How many copies of the whole service run, and which figures decide it.',
  in: ['service'],
  name: 'none',
  properties: {
    replicas: property(range({ min: 0 }), 'Fewest and most copies.', { default: '1..1' }),
    to_zero: property(
      either(word({ never: 'One copy always runs.' }), quantity('duration')),
      'How long without requests until none runs.',
    ),
    warm: property(integer({ min: 0 }), 'Copies that are kept ready in addition.'),
  },
});

export const keepInScale = verb('keep', {
  area: 'serving',
  doc: 'A figure that more copies keep in bounds, such as gpu_utilization < 70%.',
  in: ['scale'],
  object: { type: expression('measures', 'a condition'), doc: 'The condition.', required: true },
});

export const traffic = noun('traffic', {
  area: 'serving',
  doc: 'Which share of the requests each version answers: `fraud_net@4: 90%`. The shares add up to 100 %.',
  in: ['service'],
  name: 'none',
  shares: { type: reference('model', 'optimize'), doc: 'A version of a model and its share.' },
});

export const balance = verb('balance', {
  area: 'serving',
  doc: 'How requests are divided among the copies.',
  in: ['service'],
  object: {
    type: word({
      round_robin: 'One after the other.',
      least_loaded: 'To the copy with the fewest open requests.',
      weighted: 'By the weight of each copy.',
      consistent_hash: 'The same key always goes to the same copy.',
    }),
    doc: 'The method.',
    required: true,
  },
  clauses: { by: clause(name('what the hash is taken of'), 'Key of the hash.') },
  settings: {
    type: number({ min: 0 }),
    doc: 'With `weighted`: a pool that copies run on, and how many requests each of them gets for one of the others.',
  },
});

/** Parts of a request are inputs of the service, or what a gateway knows of it. */
const OF_REQUEST = {
  kinds: ['input', 'step'],
  open: true,
  arguments: name('a part of the request', 'input', 'step'),
};

export const cache = verb('cache', {
  area: 'serving',
  doc: 'Answers are kept and given again for the same request.',
  in: ['service'],
  object: { type: name('what is kept, such as results'), doc: 'What is kept.', required: false },
  clauses: {
    by: clause(
      list(anything('what makes two requests the same', OF_REQUEST)),
      'What makes two requests the same; the whole request when it is left out.',
    ),
    to: clause(reference(), 'Store; the memory of the server when it is left out.'),
    for: clause(quantity('duration'), 'How long an answer is given again.'),
  },
});

export const limit = verb('limit', {
  area: 'serving',
  doc: 'How many requests a caller may send.',
  in: ['service'],
  object: { type: quantity('rate'), doc: 'Requests in a time, such as 60/min.', required: true },
  clauses: { by: clause(name('what is counted separately'), 'What is counted separately, such as tenant.') },
  properties: {
    burst: property(integer({ min: 1 }), 'How many may come at once.'),
    queue: property(integer({ min: 0 }), 'How many may wait.'),
  },
});

export const monitor = verb('monitor', {
  area: 'serving',
  doc: 'A figure that is watched for ever, and what happens when the condition holds for some time.',
  in: ['service', 'pipeline', 'features', 'monitoring'],
  object: {
    type: expression('measures', 'a condition'),
    doc: 'The condition that calls for action.',
    required: true,
  },
  clauses: { for: clause(quantity('duration'), 'How long it must hold.') },
});

export const runsInService = verb('runs', {
  area: 'serving',
  doc: 'The cluster, pool or machine that the service runs on.',
  in: ['service'],
  clauses: {
    on: clause(reference('cluster', 'pool', 'machine', 'fleet'), 'Where it runs.', { required: true }),
  },
  properties: {
    cpu: property(anything('a number of processors'), 'Processors for each copy.'),
    memory: property(quantity('bytes'), 'Memory for each copy.'),
    port: property(integer({ min: 1, max: 65_535 }), 'Port at which it listens.'),
  },
});

export const resources = noun('resources', {
  area: 'serving',
  doc: 'Processors, memory and devices that are asked for.',
  in: [
    'service',
    'training',
    'run',
    'serves',
    'read',
    'validate',
    'filter',
    'join',
    'split',
    'train',
    'evaluate',
    'register',
    'write',
  ],
  name: 'none',
  properties: {
    cpu: property(anything('a number of processors'), 'Number of processors.'),
    memory: property(quantity('bytes'), 'Memory of the processors, such as 16GiB.'),
    gpu: property(integer({ min: 0 }), 'Number of GPUs.'),
    gpu_memory: property(quantity('bytes'), 'Memory of each GPU.'),
    disk: property(quantity('bytes'), 'Space on disk.'),
  },
});

export const stream = noun('stream', {
  area: 'serving',
  doc: 'How a service answers piece by piece.',
  in: ['service'],
  name: 'none',
  properties: {
    chunk: property(quantity('duration'), 'Length of a piece.'),
    state: property(anything('what is kept between pieces'), 'What is kept between pieces.'),
  },
});

export const route = noun('route', {
  area: 'serving',
  doc: 'A path of a service, and the model that answers there.',
  in: ['service'],
  clauses: { to: clause(reference('model', 'engine'), 'Model that answers.') },
  properties: {
    method: property(word({ get: 'Reading.', post: 'Sending.' }), 'HTTP method.', { default: 'post' }),
    limit: property(quantity('rate'), 'Most requests in a time.'),
  },
});

export const guard = noun('guard', {
  area: 'serving',
  doc: 'What a request or an answer must satisfy.',
  in: ['service'],
  name: 'none',
});

export const budget = noun('budget', {
  area: 'serving',
  doc: 'What may be spent, and what happens when it is spent.',
  in: ['service', 'training', 'search'],
  name: 'none',
  properties: { spend: property(anything('an amount of money'), 'Most money in a time.') },
});

export const shard = noun('shard', {
  area: 'serving',
  doc: 'How one model is spread over several devices of a server.',
  in: ['serves', 'run'],
  name: 'none',
  properties: {
    tensor: property(integer({ min: 1 }), 'Devices that share each layer.', { default: '1' }),
    pipeline: property(integer({ min: 1 }), 'Devices that have layers of their own.', { default: '1' }),
  },
});

export const kvCache = noun('kv_cache', {
  area: 'serving',
  doc: 'The cache of keys and values of a language model server.',
  in: ['serves', 'run'],
  name: 'none',
  properties: {
    memory: property(ratio(), 'Share of the memory of the device.'),
    dtype: property(name('an element type'), 'Element type of what is kept.'),
    prefix_reuse: property(boolean(), 'Whether equal beginnings of requests are shared.'),
  },
});

export const words: AreaWords = {
  nouns: [
    service,
    warmup,
    objective,
    scale,
    traffic,
    resources,
    stream,
    route,
    guard,
    budget,
    shard,
    kvCache,
  ],
  verbs: [serves, run, batch, keepInScale, balance, cache, limit, monitor, runsInService],
};
