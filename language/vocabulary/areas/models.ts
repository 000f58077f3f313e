import {
  anything,
  call,
  integer,
  list,
  name,
  number,
  quantity,
  reference,
  text,
  word,
} from '../value-type.ts';
import { clause, noun, property } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';
import { serviceTensor } from '../service-tensor.ts';

export const ARTIFACT_FORMATS = {
  onnx: 'An ONNX file of the project: `onnx("models/net.onnx")`. Its inputs and outputs are held against the declared ones.',
  torch: 'A PyTorch checkpoint of the project.',
  huggingface: 'A model of the Hugging Face hub, with its revision.',
} as const;

export const model = noun('model', {
  area: 'models',
  doc: 'A trained function: its file, and the tensors that go in and out. Services serve it, pipelines register it.',
  in: ['file', 'environment'],
  properties: {
    artifact: property(
      call(ARTIFACT_FORMATS),
      'The file that holds the model. The path is relative to the project folder.',
    ),
    parameters: property(number({ min: 1 }), 'Number of weights, where no file says it.'),
    layers: property(integer({ min: 1 }), 'Number of layers, where no file says it.'),
    hidden: property(integer({ min: 1 }), 'Width of a layer: numbers for each token between two layers.'),
    heads: property(
      integer({ min: 1 }),
      'Number of attention heads; tensor parallelism divides them among the devices.',
    ),
    kv_heads: property(
      integer({ min: 1 }),
      'Number of heads that keep keys and values; as many as there are heads when it is not written.',
    ),
    experts: property(
      integer({ min: 1 }),
      'Number of experts in each layer; expert parallelism divides them among the devices.',
    ),
    context: property(integer({ min: 1 }), 'Longest sequence of tokens.'),
    dtype: property(
      name('the name of an element type'),
      'Element type of the weights, where no file says it.',
    ),
  },
});

/** What can fill an input: elements, or the request that is answered. */
const FILLS = {
  words: { request: 'The request that is answered.' },
  kinds: ['features', 'bundle', 'feature', 'step', 'input', 'source', 'dataset', 'fleet'],
} as const;

/** `input features : float32[batch, 3] from card_activity` */
export const input = noun('input', {
  area: 'models',
  doc: 'A tensor or value that comes in: its name as the file or caller knows it, its type, and what fills it.',
  in: ['model', 'engine', 'service', 'features', 'pipeline', 'environment'],
  typed: 'required',
  value: anything('a value that holds when none is given'),
  clauses: {
    from: clause(
      list(anything('features, a bundle or an address', FILLS)),
      'What fills it: features, a bundle, or an address. A feature view gives one position of the last axis for each of its features, in order.',
    ),
  },
  properties: {
    layout: property(
      word({ nchw: 'Channels before height and width.', nhwc: 'Channels last.' }),
      'Order of the axes of an image.',
    ),
    scale: property(anything('a number'), 'Factor by which the raw values are multiplied.'),
    sample_rate: property(quantity('frequency'), 'Samples in a second.'),
    max: property(anything('a limit'), 'Longest input that is accepted.'),
  },
});

/** `output score : float32[batch, 1]`, and in a service `output probabilities : float32[batch, 10] from scores` */
export const output = noun('output', {
  area: 'models',
  doc: 'A tensor or value that goes out. In a service it says which step gives it; in a cloud, which attribute is shown.',
  in: ['model', 'engine', 'service', 'pipeline', 'cloud', 'environment'],
  typed: 'optional',
  value: anything('an attribute, such as lake.name'),
  clauses: {
    from: clause(serviceTensor(), 'Step that gives it, or one output of it, such as scores.tokens.'),
    to: clause(anything('an address or sink'), 'Where it is sent.'),
  },
});

export const benchmark = noun('benchmark', {
  area: 'models',
  doc: 'How `tenon bench` measures the model, or the models of the service, when the command line does not say it. Further lines give the sizes of dimensions that the model leaves open, such as sequence: 128.',
  in: ['model', 'service'],
  name: 'none',
  properties: {
    batch: property(list(integer({ min: 1 })), 'Items in a run, one measurement for each number.'),
    provider: property(
      list(
        word({
          cpu: 'The processor.',
          cuda: 'A GPU of NVIDIA.',
          tensorrt: 'A GPU of NVIDIA, with plans that TensorRT makes.',
          webgpu: 'Any GPU, by Vulkan, Direct3D 12 or Metal.',
          dml: 'Any GPU of Windows, by DirectML.',
          coreml: 'Devices of Apple.',
        }),
      ),
      'What the model runs on, one measurement for each.',
    ),
    scenario: property(
      word({
        'single-stream': 'One run after the other.',
        batch: 'Larger and larger batches, until they gain nothing.',
        concurrency: 'Several runs at a time on one copy.',
        instances: 'Several copies at a time.',
        server: 'Requests at random times.',
        cold: 'Fresh processes.',
        threads: 'More and more threads.',
        optimisation: 'Each level of graph optimisation.',
      }),
      'What is found out.',
    ),
    concurrency: property(list(integer({ min: 1 })), 'Runs, copies or threads at a time.'),
    rate: property(quantity('rate'), 'Items that arrive, in the scenario server.'),
    threads: property(integer({ min: 1 }), 'Threads inside one operator.'),
    budget: property(
      word({ quick: 'Some 3 seconds.', standard: 'Some 10 seconds.', full: 'Up to a minute.' }),
      'How long each measurement lasts at most.',
    ),
    seed: property(integer({ min: 0 }), 'Seed of the inputs.'),
  },
  settings: { type: integer({ min: 1 }), doc: 'Size of an open dimension, such as sequence: 128.' },
});

export const card = noun('card', {
  area: 'models',
  doc: 'What people must know about a model before they use it.',
  in: ['model'],
  name: 'none',
  properties: {
    intended_use: property(text(), 'What it is made for, and for what not.'),
    licence: property(text(), 'Under which licence it may be used.'),
    limits: property(text(), 'Where it is known to be wrong.'),
  },
});

export const engine = noun('engine', {
  area: 'models',
  doc: "The user's own code, served like a model.",
  in: ['file', 'environment'],
  properties: {
    entrypoint: property(
      text('the path of a program in the project'),
      'Program, relative to the project folder.',
    ),
    runtime: property(call({ python: 'A version of Python, and packages.' }), 'What the program needs.'),
  },
});

export const searchIndex = noun('index', {
  area: 'models',
  doc: 'A search index over vectors.',
  in: ['file', 'environment'],
  clauses: { of: clause(reference('entity'), 'What is found.') },
  properties: {
    vector: property(anything('an output of a model'), 'Where the vectors come from.'),
    metric: property(
      word({ cosine: 'Angle.', dot: 'Scalar product.', l2: 'Distance.' }),
      'How nearness is measured.',
    ),
    method: property(
      call({ hnsw: 'Navigable small world graph.', flat: 'Every vector is compared.' }),
      'How it is searched.',
    ),
    refresh: property(quantity('duration'), 'How often it is built again.'),
    store: property(
      reference('database', 'bucket'),
      'Where it is kept; the memory of the service when it is not written.',
    ),
  },
});

export const words: AreaWords = { nouns: [model, input, output, benchmark, card, engine, searchIndex] };
