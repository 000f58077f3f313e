import { stepResult } from '../step-result.ts';
import {
  boolean,
  expression,
  integer,
  list,
  name,
  number,
  quantity,
  range,
  ratio,
  reference,
  word,
} from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

/** Formats and compilers that a model can be brought into. */
export const COMPILED_FORMATS = {
  tensorrt: 'NVIDIA TensorRT, for one kind of GPU.',
  openvino: 'Intel OpenVINO.',
  tvm: 'Apache TVM.',
  litert: 'LiteRT, once called TensorFlow Lite, for phones and small devices.',
  coreml: 'Core ML, for Apple devices.',
} as const;

const PRECISIONS = {
  fp16: '16 bits.',
  bf16: '16 bits with a wide range.',
  fp8: '8 bits with an exponent.',
  int8: '8 bits.',
  int4: '4 bits.',
} as const;

export const optimize = noun('optimize', {
  area: 'optimisation',
  doc: 'Steps that make a model smaller or faster, each measured. The result can be served like a model.',
  in: ['file', 'environment'],
  clauses: { from: clause(reference('model'), 'Model that it begins with.', { required: true }) },
  properties: {
    baseline: property(reference('model'), 'Model that figures are compared with; the first one without it.'),
    bench: property(reference('bench'), 'How each step is measured.'),
  },
  events: { failure: 'A step fails, or what is required does not hold after it.' },
  names: { baseline: 'Figures of the model that is compared with.' },
});

export const branch = noun('branch', {
  area: 'optimisation',
  doc: 'One of several ways on from the same step, such as one for each kind of device.',
  in: ['optimize', 'branch'],
});

export const bench = noun('bench', {
  area: 'optimisation',
  doc: 'How models are measured, so that figures can be compared.',
  in: ['file', 'environment'],
  properties: {
    device: property(
      word({ gpu: 'The GPU of the machine.', cpu: 'Its processors.' }),
      'What the model runs on.',
      {
        default: 'cpu',
      },
    ),
    batch: property(list(integer({ min: 1 })), 'Batch sizes that are measured.', { default: '[1]' }),
    warmup: property(integer({ min: 0 }), 'Runs before the clock starts.', { default: '10' }),
    runs: property(integer({ min: 1 }), 'Runs that are measured.', { default: '100' }),
    data: property(stepResult('dataset', 'source'), 'Rows that the model runs on; random ones without it.'),
  },
});

export const requireOfOptimisation = verb('require', {
  area: 'optimisation',
  doc: 'What must hold after this step, or after every step when it stands beside them.',
  in: ['optimize', 'branch', 'distil', 'prune', 'export', 'simplify', 'quantise', 'compile'],
  object: { type: expression('metrics', 'a condition on figures'), doc: 'The condition.', required: true },
});

export const distil = verb('distil', {
  area: 'optimisation',
  doc: 'Trains a small model to answer like a large one.',
  in: ['step'],
  object: { type: stepResult('model'), doc: 'The large model.', required: true },
  clauses: {
    into: clause(name('the name of the small model'), 'Name of the small model in the training program.', {
      required: true,
    }),
  },
  properties: {
    data: property(stepResult('dataset', 'source'), 'Examples that both see.', { required: true }),
    temperature: property(number({ min: 0 }), 'How much the answers of the large model are softened.', {
      default: '1',
    }),
    epochs: property(integer({ min: 1 }), 'How many times the examples are gone through.'),
  },
});

export const pruneModel = verb('prune', {
  area: 'optimisation',
  doc: 'Removes weights that matter least: `prune net to 40% by l2_norm`.',
  in: ['step'],
  object: { type: stepResult('model'), doc: 'The model.', required: true },
  clauses: {
    to: clause(ratio(), 'Share of the weights that stays.', { required: true }),
    by: clause(
      word({
        l1_norm: 'Sum of absolute weights.',
        l2_norm: 'Root of the sum of squares.',
        gradient: 'How much the loss changes.',
        random: 'By chance, to compare with.',
      }),
      'What says how much a weight matters.',
      { required: true },
    ),
  },
  properties: {
    structure: property(
      word({
        weights: 'Single weights; the tensors stay as large as they are.',
        channels: 'Whole channels; the tensors get smaller.',
        heads: 'Whole attention heads.',
        layers: 'Whole layers.',
      }),
      'What is removed as one piece.',
      { default: 'weights' },
    ),
  },
});

export const exportModel = verb('export', {
  area: 'optimisation',
  doc: 'Writes a trained model as a file that other programs can run.',
  in: ['step'],
  object: { type: stepResult('model'), doc: 'The model.', required: true },
  clauses: { to: clause(word({ onnx: 'An ONNX file.' }), 'Format of the file.', { required: true }) },
  properties: {
    opset: property(integer({ min: 7 }), 'Version of the ONNX operators.', { default: '18' }),
    dynamic: property(list(name('the name of an axis')), 'Axes whose size stays open.', {
      default: '[batch]',
    }),
    check: property(
      number({ min: 0 }),
      'Largest difference between the answers of the file and of the model.',
      {
        default: '0.0001',
      },
    ),
  },
});

export const simplify = verb('simplify', {
  area: 'optimisation',
  doc: 'Removes what a graph does not need; its answers stay the same.',
  in: ['step'],
  object: { type: stepResult('model'), doc: 'The model.', required: true },
  properties: {
    fold_constants: property(boolean(), 'Computes in advance what does not depend on the input.', {
      default: 'on',
    }),
  },
});

export const quantise = verb('quantise', {
  area: 'optimisation',
  doc: 'Stores and computes with fewer bits: `quantise net to int8 with frames.calibrate`.',
  in: ['step'],
  object: { type: stepResult('model'), doc: 'The model.', required: true },
  clauses: {
    to: clause(word(PRECISIONS), 'Precision of the result.', { required: true }),
    with: clause(stepResult('dataset', 'source'), 'Examples for calibration or training.'),
  },
  properties: {
    scheme: property(
      word({
        dynamic: 'Ranges of activations are found while it runs.',
        static: 'They are found on examples beforehand.',
        qat: 'The model is trained with the rounding in it.',
      }),
      'When the ranges of values are found.',
      { default: 'static' },
    ),
    method: property(
      word({
        entropy: 'Least loss of information.',
        min_max: 'The whole range.',
        percentile: 'All but the outliers.',
      }),
      'How ranges are found on examples.',
      { default: 'min_max' },
    ),
    samples: property(integer({ min: 1 }), 'How many examples are used.'),
    per_channel: property(boolean(), 'Each channel has a range of its own.', { default: 'off' }),
    epochs: property(integer({ min: 1 }), 'How long it is trained with the rounding in it.'),
  },
});

export const keepLayers = verb('keep', {
  area: 'optimisation',
  doc: 'Parts of the model that keep more bits: `keep [head] as fp16`.',
  in: ['quantise'],
  object: {
    type: list(name('the name of a layer')),
    doc: 'Layers, by name or beginning of a name.',
    required: true,
  },
  clauses: {
    as: clause(word({ fp32: '32 bits.', ...PRECISIONS }), 'Precision that they keep.', { required: true }),
  },
});

export const compile = verb('compile', {
  area: 'optimisation',
  doc: 'Translates a model for one kind of device: `compile net to tensorrt on l4_pool`.',
  in: ['step'],
  object: { type: stepResult('model'), doc: 'The model.', required: true },
  clauses: {
    to: clause(word(COMPILED_FORMATS), 'Compiler.', { required: true }),
    on: clause(reference('pool', 'machine', 'fleet'), 'Machines that it is translated and measured on.'),
  },
  properties: {
    workspace: property(quantity('bytes'), 'Memory that the compiler may use.'),
    batch: property(range({ min: 1 }), 'Batch sizes that it is made for.'),
    streams: property(integer({ min: 1 }), 'Requests that are computed side by side.'),
    units: property(
      word({
        neural_engine: 'The Neural Engine.',
        gpu: 'The GPU.',
        cpu: 'The processors.',
        all: 'What fits best.',
      }),
      'Parts of an Apple device that are used.',
    ),
  },
});

export const words: AreaWords = {
  nouns: [optimize, branch, bench],
  verbs: [requireOfOptimisation, distil, pruneModel, exportModel, simplify, quantise, keepLayers, compile],
};
