import type { ShapeRule } from './form-rules.ts';
import {
  broadcast, countOf, fromFront, integer, integers, MOST_VALUES, words, type NodeFacts, type ValueFacts,
} from './value-facts.ts'; // prettier-ignore

const one = (shape: readonly number[] | undefined): readonly ValueFacts[] =>
  shape === undefined ? [] : [{ shape }];

const same: ShapeRule = ({ node, input }) => {
  const first = input(0);
  return first === undefined
    ? []
    : node.outputs.map((_, index) => (index === 0 ? first : { shape: undefined }));
};

const sameShape: ShapeRule = ({ input }) => one(input(0)?.shape);

const together: ShapeRule = ({ node, input }) =>
  one(broadcast(node.inputs.map((_, index) => input(index)?.shape)));

/** Arithmetic of shapes: what exporters write around a Reshape. */
const arithmetic =
  (calculate: (a: number, b: number) => number): ShapeRule =>
  ({ input }) => {
    const [a, b] = [input(0), input(1)];
    const shape = broadcast([a?.shape, b?.shape]);
    if (shape === undefined) return [];
    if (a?.values === undefined || b?.values === undefined || countOf(shape) > MOST_VALUES)
      return [{ shape }];
    const [from, by] = [a.values, b.values];
    if (from.length !== 1 && by.length !== 1 && from.length !== by.length) return [{ shape }];
    const values = Array.from({ length: countOf(shape) }, (_, index) =>
      calculate(from[from.length === 1 ? 0 : index]!, by[by.length === 1 ? 0 : index]!),
    );
    return [{ shape, values }];
  };

const matMul =
  (second: number): ShapeRule =>
  ({ input }) => {
    const a = input(0)?.shape;
    const b = input(second)?.shape;
    return one(productShape(a, b));
  };

/** The shape of NumPy's matmul. */
export function productShape(
  a: readonly number[] | undefined,
  b: readonly number[] | undefined,
): readonly number[] | undefined {
  if (a === undefined || b === undefined || a.length === 0 || b.length === 0) return undefined;
  const batches = broadcast([a.slice(0, -2), b.slice(0, -2)]);
  if (batches === undefined) return undefined;
  return [...batches, ...(a.length > 1 ? [a.at(-2)!] : []), ...(b.length > 1 ? [b.at(-1)!] : [])];
}

/** Sizes of a sliding window's output: convolutions and pools. */
function windowed(
  facts: NodeFacts,
  shape: readonly number[],
  kernel: readonly number[],
  channels: number,
): readonly ValueFacts[] {
  const { node } = facts;
  const strides = integers(node, 'strides');
  const dilations = integers(node, 'dilations');
  const pads = integers(node, 'pads');
  const auto = words(node, 'auto_pad') ?? 'NOTSET';
  const round = integer(node, 'ceil_mode', 0) === 1 ? Math.ceil : Math.floor;
  const spatial = kernel.map((size, axis) => {
    const step = strides?.[axis] ?? 1;
    const from = shape[axis + 2] ?? 1;
    if (auto.startsWith('SAME')) return Math.ceil(from / step);
    const pad = auto === 'VALID' ? 0 : (pads?.[axis] ?? 0) + (pads?.[axis + kernel.length] ?? 0);
    const covered = (dilations?.[axis] ?? 1) * (size - 1) + 1;
    return round((from + pad - covered) / step) + 1;
  });
  return spatial.some((size) => size < 0) ? [] : one([shape[0] ?? 1, channels, ...spatial]);
}

const convolution =
  (weights: number): ShapeRule =>
  (facts) => {
    const shape = facts.input(0)?.shape;
    const kernel = facts.input(weights)?.shape;
    if (shape === undefined || kernel === undefined || kernel.length !== shape.length) return [];
    return windowed(facts, shape, kernel.slice(2), kernel[0]!);
  };

const pool: ShapeRule = (facts) => {
  const shape = facts.input(0)?.shape;
  const kernel = integers(facts.node, 'kernel_shape');
  return shape === undefined || kernel === undefined ? [] : windowed(facts, shape, kernel, shape[1] ?? 1);
};

const globalPool: ShapeRule = ({ input }) => one(input(0)?.shape?.map((size, axis) => (axis < 2 ? size : 1)));

const transposedConvolution: ShapeRule = ({ node, input }) => {
  const shape = input(0)?.shape;
  const kernel = input(1)?.shape;
  if (shape === undefined || kernel === undefined) return [];
  const given = integers(node, 'output_shape');
  const spatial = kernel.slice(2).map((size, axis) => {
    const step = integers(node, 'strides')?.[axis] ?? 1;
    const pads = integers(node, 'pads');
    const pad = (pads?.[axis] ?? 0) + (pads?.[axis + kernel.length - 2] ?? 0);
    const dilation = integers(node, 'dilations')?.[axis] ?? 1;
    const extra = integers(node, 'output_padding')?.[axis] ?? 0;
    return given?.[axis] ?? step * ((shape[axis + 2] ?? 1) - 1) + extra + dilation * (size - 1) + 1 - pad;
  });
  return one([shape[0] ?? 1, kernel[1]! * integer(node, 'group', 1), ...spatial]);
};

const reduce: ShapeRule = ({ node, input }) => {
  const shape = input(0)?.shape;
  if (shape === undefined) return [];
  const given = integers(node, 'axes') ?? input(1)?.values;
  if (given === undefined && node.inputs.length > 1 && node.inputs[1] !== '') return [];
  const axes = given?.map((axis) => fromFront(axis, shape.length)) ?? shape.map((_, axis) => axis);
  return one(reduced(shape, axes, integer(node, 'keepdims', 1) === 1));
};

const argument: ShapeRule = ({ node, input }) => {
  const shape = input(0)?.shape;
  if (shape === undefined) return [];
  return one(
    reduced(shape, [fromFront(integer(node, 'axis', 0), shape.length)], integer(node, 'keepdims', 1) === 1),
  );
};

const reduced = (shape: readonly number[], axes: readonly number[], keeps: boolean): readonly number[] =>
  keeps
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !axes.includes(axis));

/** LSTM, GRU and RNN: all outputs, the last output, and the last cell of an LSTM. */
const recurrent: ShapeRule = ({ node, input }) => {
  const shape = input(0)?.shape;
  const recurrence = input(2)?.shape;
  if (shape?.length !== 3 || recurrence?.length !== 3) return [];
  const [directions, , hidden] = recurrence as [number, number, number];
  const [first, second] = shape as [number, number];
  if (integer(node, 'layout', 0) === 1) {
    const last = { shape: [first, directions, hidden] };
    return [{ shape: [first, second, directions, hidden] }, last, last];
  }
  const last = { shape: [directions, second, hidden] };
  return [{ shape: [first, directions, second, hidden] }, last, last];
};

const resize: ShapeRule = ({ node, input, opset }) => {
  const shape = input(0)?.shape;
  if (shape === undefined) return [];
  const isNew = node.operator === 'Resize' && opset >= 11;
  const sizes = isNew ? input(3)?.values : undefined;
  if (sizes !== undefined && sizes.length === shape.length) return one(sizes);
  const scales = input(isNew ? 2 : 1)?.values;
  return scales?.length === shape.length
    ? one(shape.map((size, axis) => Math.floor(size * scales[axis]!)))
    : [];
};

const gemm: ShapeRule = ({ node, input }) => {
  const a = input(0)?.shape;
  const b = input(1)?.shape;
  if (a?.length !== 2 || b?.length !== 2) return [];
  return one([
    integer(node, 'transA', 0) === 1 ? a[1]! : a[0]!,
    integer(node, 'transB', 0) === 1 ? b[0]! : b[1]!,
  ]);
};

const topK: ShapeRule = ({ node, input }) => {
  const shape = input(0)?.shape;
  const k = input(1)?.values?.[0] ?? integer(node, 'k', -1);
  if (shape === undefined || k < 0) return [];
  const out = { shape: shape.with(fromFront(integer(node, 'axis', -1), shape.length), k) };
  return [out, out];
};

const named = (names: string, rule: ShapeRule): readonly (readonly [string, ShapeRule])[] =>
  names.split(' ').map((name) => [name, rule] as const);

/** Layers and arithmetic, by operator. */
export const LAYER_RULES: Readonly<Record<string, ShapeRule>> = Object.fromEntries([
  ...named('Cast Identity Floor Ceil Round CastLike', same),
  ...named(
    'Relu LeakyRelu PRelu Elu Selu Sigmoid Tanh HardSigmoid HardSwish Softplus Softsign Gelu FastGelu QuickGelu BiasGelu ' +
      'Swish Mish ThresholdedRelu Celu Erf Exp Log Sqrt Neg Abs Sin Cos Tan Reciprocal Sign Not Clip Softmax LogSoftmax ' +
      'Hardmax BatchNormalization LayerNormalization InstanceNormalization GroupNormalization LRN Dropout CumSum IsNaN ' +
      'IsInf SkipLayerNormalization SimplifiedLayerNormalization SkipSimplifiedLayerNormalization RMSNormalization ' +
      'LpNormalization MeanVarianceNormalization QuantizeLinear DequantizeLinear Trilu ' +
      'ScatterND ScatterElements RotaryEmbedding',
    sameShape,
  ),
  ...named(
    'And Or Xor Equal Less LessOrEqual Greater GreaterOrEqual Where Pow Mod Max Min Sum Mean BitShift',
    together,
  ),
  ...named(
    'Add',
    arithmetic((a, b) => a + b),
  ),
  ...named(
    'Sub',
    arithmetic((a, b) => a - b),
  ),
  ...named(
    'Mul',
    arithmetic((a, b) => a * b),
  ),
  // Shapes are whole numbers; a quotient of others is not carried on far enough to matter.
  ...named(
    'Div',
    arithmetic((a, b) => (Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b)),
  ),
  ...named('MatMul MatMulInteger FusedMatMul', matMul(1)),
  ...named('MatMulIntegerToFloat DynamicQuantizeMatMul', matMul(1)),
  ...named('QLinearMatMul', matMul(3)),
  ...named('Gemm', gemm),
  ...named('Conv FusedConv ConvInteger', convolution(1)),
  ...named('QLinearConv', convolution(3)),
  ...named('ConvTranspose', transposedConvolution),
  ...named('MaxPool AveragePool LpPool', pool),
  ...named('GlobalAveragePool GlobalMaxPool QLinearGlobalAveragePool', globalPool),
  ...named(
    'ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceSumSquare',
    reduce,
  ),
  ...named('ArgMax ArgMin', argument),
  ...named('LSTM GRU RNN', recurrent),
  ...named('Resize Upsample', resize),
  ...named('TopK', topK),
  // Scale and zero point are one number each, found while it runs.
  ...named('DynamicQuantizeLinear', ({ input }) => [...one(input(0)?.shape), { shape: [] }, { shape: [] }]),
  ...named('GatherElements', ({ input }) => one(input(1)?.shape)),
  ...named('MatMulNBits', ({ node, input }) => {
    const shape = input(0)?.shape;
    return one(shape?.with(-1, integer(node, 'N', shape.at(-1) ?? 0)));
  }),
]);
