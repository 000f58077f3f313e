import { ftruncateSync, openSync, closeSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  externalWeight, integers, modelFile, node, seededWeights, value, weight, type Dtype, type WeightData,
} from './onnx-writer.ts'; // prettier-ignore

/** Models of the usual kinds with seeded weights: the same bytes on every machine. */

/** Collects nodes and weights of one model. */
class Builder {
  readonly nodes: Uint8Array[] = [];
  readonly weights: Uint8Array[] = [];
  readonly random: (count: number, inputs: number) => Float32Array;
  #names = 0;

  constructor(seed: number) {
    this.random = seededWeights(seed);
  }

  /** Adds a node with one output, whose name it gives. */
  add(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, number | string | readonly number[]>> = {},
    output = `${operator.toLowerCase()}_${this.#names++}`,
  ): string {
    this.nodes.push(node(operator, inputs, [output], attributes));
    return output;
  }

  weight(name: string, dtype: Dtype, shape: readonly number[], data: WeightData): string {
    const unique = `${name}_${this.#names++}`;
    this.weights.push(weight(unique, dtype, shape, data));
    return unique;
  }

  integers(values: readonly number[]): string {
    const name = `shape_${this.#names++}`;
    this.weights.push(integers(name, values));
    return name;
  }

  float(number: number): string {
    return this.weight('number', 'float32', [], Float32Array.of(number));
  }
}

/** ResNet-18 for images of 224, batch norm folded into the convolutions as exporters do: 11.7 million weights. */
export function resnet18(seed = 18): Uint8Array {
  const b = new Builder(seed);
  const conv = (x: string, from: number, to: number, size: number, stride: number): string => {
    const kernel = b.weight(
      'kernel',
      'float32',
      [to, from, size, size],
      b.random(to * from * size * size, from * size * size),
    );
    const bias = b.weight('bias', 'float32', [to], b.random(to, to * 100));
    const pad = size >> 1;
    return b.add('Conv', [x, kernel, bias], { kernel_shape: [size, size], strides: [stride, stride], pads: [pad, pad, pad, pad] }); // prettier-ignore
  };
  const relu = (x: string): string => b.add('Relu', [x]);
  const block = (x: string, from: number, to: number, stride: number): string => {
    const inner = conv(relu(conv(x, from, to, 3, stride)), to, to, 3, 1);
    const shortcut = from === to ? x : conv(x, from, to, 1, stride);
    return relu(b.add('Add', [inner, shortcut]));
  };
  let x = relu(conv('image', 3, 64, 7, 2));
  x = b.add('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
  let from = 64;
  for (const to of [64, 128, 256, 512]) {
    x = block(x, from, to, from === to ? 1 : 2);
    x = block(x, to, to, 1);
    from = to;
  }
  const flat = b.add('Flatten', [b.add('GlobalAveragePool', [x])]);
  const head = b.weight('head', 'float32', [1000, 512], b.random(512_000, 512));
  b.add(
    'Gemm',
    [flat, head, b.weight('bias', 'float32', [1000], b.random(1000, 512))],
    { transB: 1 },
    'scores',
  );
  return modelFile({
    name: 'resnet18',
    inputs: [value('image', 'float32', ['batch', 3, 224, 224])],
    outputs: [value('scores', 'float32', ['batch', 1000])],
    nodes: b.nodes,
    weights: b.weights,
  });
}

export interface TransformerOptions {
  readonly width?: number;
  readonly heads?: number;
  /** Linear layers in eight bits, activations quantised while it runs, as ONNX Runtime's own tool writes them. */
  readonly quantised?: boolean;
}

/** A block of a transformer with an embedding in front of it: ids and a mask in, states out. */
export function transformerBlock({
  width = 384,
  heads = 6,
  quantised = false,
}: TransformerOptions = {}): Uint8Array {
  const b = new Builder(24);
  const vocabulary = 1000;
  const linear = (x: string, from: number, to: number): string => {
    const data = b.random(from * to, from);
    const product = quantised
      ? quantisedProduct(b, x, data, from, to)
      : b.add('MatMul', [x, b.weight('linear', 'float32', [from, to], data)]);
    return b.add('Add', [product, b.weight('bias', 'float32', [to], b.random(to, to * 100))]);
  };
  const norm = (x: string): string =>
    b.add('LayerNormalization', [x, b.weight('scale', 'float32', [width], new Float32Array(width).fill(1)), b.weight('shift', 'float32', [width], new Float32Array(width))], { axis: -1 }); // prettier-ignore
  const byHead = b.integers([0, 0, heads, width / heads]);
  const split = (x: string): string =>
    b.add('Transpose', [b.add('Reshape', [x, byHead])], { perm: [0, 2, 1, 3] });

  const table = b.weight('table', 'float32', [vocabulary, width], b.random(vocabulary * width, 3));
  const x = b.add('Gather', [table, 'ids']);
  const normed = norm(x);
  const [queries, keys, values] = [0, 1, 2].map(() => split(linear(normed, width, width))) as [
    string,
    string,
    string,
  ];
  const turned = b.add('Transpose', [keys], { perm: [0, 1, 3, 2] });
  const scores = b.add('Div', [b.add('MatMul', [queries, turned]), b.float(Math.sqrt(width / heads))]);
  // What the mask hides gets a score that softmax brings to zero.
  const shown = b.add('Unsqueeze', [b.add('Cast', ['mask'], { to: 1 }), b.integers([1, 2])]);
  const hidden = b.add('Mul', [b.add('Sub', [b.float(1), shown]), b.float(-10_000)]);
  const shares = b.add('Softmax', [b.add('Add', [scores, hidden])], { axis: -1 });
  const mixed = b.add('Transpose', [b.add('MatMul', [shares, values])], { perm: [0, 2, 1, 3] });
  const joined = b.add('Reshape', [mixed, b.integers([0, 0, width])]);
  const attended = b.add('Add', [x, linear(joined, width, width)]);
  const wide = linear(norm(attended), width, 4 * width);
  const half = b.add('Mul', [wide, b.float(0.5)]);
  const bell = b.add('Erf', [b.add('Div', [wide, b.float(Math.SQRT2)])]);
  const active = b.add('Mul', [half, b.add('Add', [bell, b.float(1)])]);
  b.add('Add', [attended, linear(active, 4 * width, width)], {}, 'states');
  return modelFile({
    name: quantised ? 'transformer-int8' : 'transformer',
    inputs: [value('ids', 'int64', ['batch', 'sequence']), value('mask', 'int64', ['batch', 'sequence'])],
    outputs: [value('states', 'float32', ['batch', 'sequence', width])],
    nodes: b.nodes,
    weights: b.weights,
  });
}

/** Eight-bit weights with one scale; the activations get theirs in each run. */
function quantisedProduct(b: Builder, x: string, data: Float32Array, from: number, to: number): string {
  const scale = data.reduce((most, each) => Math.max(most, Math.abs(each)), 0) / 127;
  const eight = Int8Array.from(data, (each) => Math.round(each / scale));
  const weights = b.weight('linear_int8', 'int8', [from, to], eight);
  const [whole, step, zero] = ['whole', 'step', 'zero'].map((name) => `${x}_${weights}_${name}`) as [
    string,
    string,
    string,
  ];
  b.nodes.push(node('DynamicQuantizeLinear', [x], [whole, step, zero]));
  const product = b.add('Cast', [b.add('MatMulInteger', [whole, weights, zero])], { to: 1 });
  return b.add('Mul', [product, b.add('Mul', [step, b.float(scale)])]);
}

/** A recurrent layer over sequences of any length, and a classifier on its last state. */
export function lstm(inputs = 64, hidden = 128): Uint8Array {
  const b = new Builder(12);
  const byTime = b.add('Transpose', ['steps'], { perm: [1, 0, 2] });
  const w = b.weight('w', 'float32', [1, 4 * hidden, inputs], b.random(4 * hidden * inputs, inputs));
  const r = b.weight('r', 'float32', [1, 4 * hidden, hidden], b.random(4 * hidden * hidden, hidden));
  b.nodes.push(node('LSTM', [byTime, w, r], ['all', 'last'], { hidden_size: hidden }));
  const state = b.add('Squeeze', ['last', b.integers([0])]);
  const head = b.weight('head', 'float32', [hidden, 10], b.random(hidden * 10, hidden));
  b.add('Softmax', [b.add('MatMul', [state, head])], { axis: -1 }, 'shares');
  return modelFile({
    name: 'lstm',
    inputs: [value('steps', 'float32', ['batch', 'sequence', inputs])],
    outputs: [value('shares', 'float32', ['batch', 10])],
    nodes: b.nodes,
    weights: b.weights,
  });
}

const LARGE = [8192, 66_000] as const;

/** One layer whose 2.16 GB of weights, all zero, lie in a file beside it that has holes instead of blocks. */
export function writeLargeModel(path: string): { readonly weightBytes: number } {
  const [rows, columns] = LARGE;
  const weightBytes = rows * columns * 4;
  const location = 'large weights.bin';
  writeFileSync(
    path,
    modelFile({
      name: 'large',
      inputs: [value('x', 'float32', ['batch', rows])],
      outputs: [value('y', 'float32', ['batch', columns])],
      nodes: [node('MatMul', ['x', 'w'], ['y'])],
      weights: [externalWeight('w', LARGE, location, weightBytes)],
    }),
  );
  const descriptor = openSync(join(dirname(path), location), 'w');
  ftruncateSync(descriptor, weightBytes);
  closeSync(descriptor);
  return { weightBytes };
}
