import {
  countOf, fromFront, integer, integers, MOST_VALUES, ofWeight, tensor,
  type NodeFacts, type ValueFacts,
} from './value-facts.ts'; // prettier-ignore

/** Gives the facts of a node's outputs, in their order; an empty list when nothing is known. */
export type ShapeRule = (facts: NodeFacts) => readonly ValueFacts[];

const one = (shape: readonly number[] | undefined, values?: readonly number[]): readonly ValueFacts[] =>
  shape === undefined ? [] : [values === undefined ? { shape } : { shape, values }];

/** Axes as an attribute in older operator sets and as an input in newer ones. */
function axesOf({ node, input }: NodeFacts, place: number): readonly number[] | undefined {
  return integers(node, 'axes') ?? input(place)?.values;
}

/** Operators that bring numbers into another form; shapes are computed from their numbers as well. */
export const FORM_RULES: Readonly<Record<string, ShapeRule>> = {
  Constant: ({ node }) => {
    const weight = tensor(node.attributes.get('value'));
    if (weight !== undefined) return [ofWeight(weight)];
    const single = node.attributes.get('value_int') ?? node.attributes.get('value_float');
    if (typeof single === 'number') return one([], [single]);
    const list = integers(node, 'value_ints');
    return list === undefined ? [] : one([list.length], list);
  },
  Shape: ({ node, input }) => {
    const shape = input(0)?.shape;
    if (shape === undefined) return [];
    const part = shape.slice(integer(node, 'start', 0), integer(node, 'end', shape.length));
    return one([part.length], part);
  },
  Size: ({ input }) => {
    const shape = input(0)?.shape;
    return shape === undefined ? [] : one([], [countOf(shape)]);
  },
  Reshape: ({ node, input }) => {
    const from = input(0);
    const wanted = input(1)?.values ?? integers(node, 'shape');
    if (from?.shape === undefined || wanted === undefined) return [];
    const keepsZero = integer(node, 'allowzero', 0) === 1;
    const sizes = wanted.map((size, axis) => (size === 0 && !keepsZero ? (from.shape![axis] ?? 0) : size));
    const open = sizes.indexOf(-1);
    if (open < 0) return one(sizes, from.values);
    const rest = countOf(sizes.filter((_, axis) => axis !== open));
    const size = countOf(from.shape) / rest;
    return Number.isInteger(size) ? one(sizes.with(open, size), from.values) : [];
  },
  Flatten: ({ node, input }) => {
    const shape = input(0)?.shape;
    if (shape === undefined) return [];
    const axis = fromFront(integer(node, 'axis', 1), shape.length);
    return one([countOf(shape.slice(0, axis)), countOf(shape.slice(axis))]);
  },
  Transpose: ({ node, input }) => {
    const shape = input(0)?.shape;
    if (shape === undefined) return [];
    const order = integers(node, 'perm') ?? shape.map((_, axis) => shape.length - 1 - axis);
    const { values } = input(0)!;
    // Only of small tensors are the numbers known, so the lists of places stay short.
    const places =
      values && order.map((axis) => Array.from({ length: shape[axis] ?? 1 }, (_, place) => place));
    return one(
      order.map((axis) => shape[axis] ?? 1),
      places && picked(values, shape, places, order),
    );
  },
  Squeeze: (facts) => {
    const from = facts.input(0);
    if (from?.shape === undefined) return [];
    const { shape } = from;
    const axes = axesOf(facts, 1)?.map((axis) => fromFront(axis, shape.length));
    return one(
      shape.filter((size, axis) => !(axes?.includes(axis) ?? size === 1)),
      from.values,
    );
  },
  Unsqueeze: (facts) => {
    const from = facts.input(0);
    const axes = axesOf(facts, 1);
    if (from?.shape === undefined || axes === undefined) return [];
    const rank = from.shape.length + axes.length;
    const places = axes.map((axis) => fromFront(axis, rank));
    const rest = [...from.shape];
    return one(
      Array.from({ length: rank }, (_, axis) => (places.includes(axis) ? 1 : rest.shift()!)),
      from.values,
    );
  },
  Concat: ({ node, input }) => {
    const parts = node.inputs.map((_, index) => input(index));
    const [first] = parts;
    if (first?.shape === undefined || parts.some((part) => part?.shape?.length !== first.shape!.length))
      return [];
    const axis = fromFront(integer(node, 'axis', 0), first.shape.length);
    const size = parts.reduce((sum, part) => sum + (part!.shape![axis] ?? 0), 0);
    const values = parts.map((part) => part!.values);
    const all =
      first.shape.length === 1 && values.every((each) => each !== undefined) ? values.flat() : undefined;
    return one(first.shape.with(axis, size), all);
  },
  Slice: (facts) => slice(facts),
  Split: ({ node, input }) => {
    const shape = input(0)?.shape;
    if (shape === undefined) return [];
    const axis = fromFront(integer(node, 'axis', 0), shape.length);
    const parts = integers(node, 'split') ?? input(1)?.values;
    const even = Math.ceil((shape[axis] ?? 0) / node.outputs.length);
    return node.outputs.map((_, index) => {
      const last = (shape[axis] ?? 0) - even * (node.outputs.length - 1);
      return { shape: shape.with(axis, parts?.[index] ?? (index === node.outputs.length - 1 ? last : even)) };
    });
  },
  Gather: ({ node, input }) => {
    const data = input(0);
    const indices = input(1);
    if (data?.shape === undefined || indices?.shape === undefined) return [];
    const axis = fromFront(integer(node, 'axis', 0), data.shape.length);
    const shape = [...data.shape.slice(0, axis), ...indices.shape, ...data.shape.slice(axis + 1)];
    const isList = data.values !== undefined && data.shape.length === 1;
    const values = isList ? indices.values?.map((index) => data.values!.at(index)!) : undefined;
    return one(shape, values);
  },
  Expand: ({ input }) => {
    const shape = input(0)?.shape;
    const wanted = input(1)?.values;
    if (shape === undefined || wanted === undefined) return [];
    const rank = Math.max(shape.length, wanted.length);
    const at = (sizes: readonly number[], axis: number): number => sizes[axis - rank + sizes.length] ?? 1;
    return one(Array.from({ length: rank }, (_, axis) => Math.max(at(shape, axis), at(wanted, axis))));
  },
  Tile: ({ input }) => {
    const shape = input(0)?.shape;
    const times = input(1)?.values;
    return shape === undefined || times === undefined
      ? []
      : one(shape.map((size, axis) => size * (times[axis] ?? 1)));
  },
  Pad: ({ node, input }) => {
    const shape = input(0)?.shape;
    const pads = integers(node, 'pads') ?? input(1)?.values;
    if (shape === undefined || pads?.length !== 2 * shape.length) return [];
    return one(shape.map((size, axis) => size + pads[axis]! + pads[axis + shape.length]!));
  },
  ConstantOfShape: ({ node, input }) => {
    const shape = input(0)?.values;
    if (shape === undefined) return [];
    const [value = 0] = tensor(node.attributes.get('value'))?.values ?? [];
    const count = countOf(shape);
    return one(shape, count <= MOST_VALUES ? new Array<number>(count).fill(value) : undefined);
  },
  Range: ({ input }) => {
    const [start, limit, step] = [0, 1, 2].map((index) => input(index)?.values?.[0]);
    if (start === undefined || limit === undefined || !step) return [];
    return one([Math.max(0, Math.ceil((limit - start) / step))]);
  },
};

function slice({ node, input }: NodeFacts): readonly ValueFacts[] {
  const from = input(0);
  const starts = integers(node, 'starts') ?? input(1)?.values;
  const ends = integers(node, 'ends') ?? input(2)?.values;
  if (from?.shape === undefined || starts === undefined || ends === undefined) return [];
  const axes = integers(node, 'axes') ?? input(3)?.values ?? starts.map((_, index) => index);
  const steps = input(4)?.values ?? [];
  const { shape } = from;
  const ranges = shape.map((size): [start: number, step: number, count: number] => [0, 1, size]);
  for (const [index, given] of axes.entries()) {
    const axis = fromFront(given, shape.length);
    const size = shape[axis] ?? 0;
    const step = steps[index] ?? 1;
    const clamp = (place: number): number => {
      const positive = place < 0 ? place + size : place;
      return step < 0 ? Math.min(Math.max(positive, -1), size - 1) : Math.min(Math.max(positive, 0), size);
    };
    const start = clamp(starts[index] ?? 0);
    const end = clamp(ends[index] ?? size);
    ranges[axis] = [start, step, Math.max(0, Math.ceil((end - start) / step))];
  }
  const isSmall = from.values !== undefined;
  const places = ranges.map(([start, step, count]) =>
    isSmall ? Array.from({ length: count }, (_, index) => start + index * step) : [],
  );
  return one(
    ranges.map(([, , count]) => count),
    picked(
      from.values,
      shape,
      places,
      shape.map((_, axis) => axis),
    ),
  );
}

/**
 * The numbers of a small tensor at some places: for each axis of the result the places that are taken, and the axis of
 * the tensor that these are on.
 */
function picked(
  values: readonly number[] | undefined,
  shape: readonly number[],
  places: readonly (readonly number[])[],
  axes: readonly number[],
): readonly number[] | undefined {
  if (values === undefined) return undefined;
  const strides = shape.map((_, axis) => countOf(shape.slice(axis + 1)));
  let offsets = [0];
  for (const [index, taken] of places.entries()) {
    const stride = strides[axes[index]!] ?? 0;
    offsets = offsets.flatMap((offset) => taken.map((place) => offset + place * stride));
  }
  return offsets.map((offset) => values[offset]!);
}
