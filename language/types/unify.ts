import { IMAGE_MODES, printType, type DataType, type Dimension, type TensorType } from './data-type.ts';
import { loss, type Loss } from './losses.ts';
import { castScalar } from './scalar-cast.ts';
import { isBatchAxis, SizeBindings, type SizeConflict, type SizeSide } from './size-bindings.ts';

/** A place at which a value is changed on its way into another type. */
export interface Cast {
  /** Path inside the type, such as `address.zip` or `[]`; empty for the value itself. */
  readonly at: string;
  readonly from: DataType;
  readonly to: DataType;
  /** Absent when every value arrives as it was. */
  readonly loss?: Loss;
}

export type MisfitWhy = 'kind' | 'dtype' | 'null' | 'rank' | 'size' | 'values' | 'field' | 'unit';

/** The first thing in which two types can't agree. */
export interface Misfit {
  readonly why: MisfitWhy;
  /** Path inside the type; empty for the value itself. */
  readonly at: string;
  /** What is wrong, as the end of a sentence: "axis 2 has size 3, and 4 is expected". */
  readonly text: string;
  /** For `size`: the axis, from 0, and what is known of its symbols. */
  readonly axis?: number;
  readonly conflict?: SizeConflict;
  /** For `values`: those that are not expected. */
  readonly values?: readonly string[];
}

export type Fit =
  | {
      readonly fits: true;
      readonly casts: readonly Cast[];
      /** The batch axis is put in front, or taken away and the rows given one by one. */
      readonly batch?: 'added' | 'removed';
    }
  | { readonly fits: false; readonly misfit: Misfit };

export interface FitOptions {
  /** Remembers what symbols stand for; the same one for all tensors of the two owners. */
  readonly bindings?: SizeBindings;
  readonly actual?: SizeSide;
  readonly expected?: SizeSide;
  /** Something between the two puts rows together, so a tensor may lack the batch axis of the other. */
  readonly batching?: boolean;
}

const SIDES = {
  actual: { owner: 'given', because: 'it is given so' },
  expected: { owner: 'expected', because: 'it is expected so' },
} as const;

/** Whether a value of one type can be given where another is expected, and what happens to it on the way. */
export function fit(actual: DataType, expected: DataType, options: FitOptions = {}): Fit {
  const fitter = new Fitter({
    bindings: options.bindings ?? new SizeBindings(),
    actual: options.actual ?? SIDES.actual,
    expected: options.expected ?? SIDES.expected,
    batching: options.batching ?? false,
  });
  const misfit = fitter.value(actual, expected, '');
  if (misfit) return { fits: false, misfit };
  return { fits: true, casts: fitter.casts, ...(fitter.batch ? { batch: fitter.batch } : {}) };
}

/** The losses of a value on its way, each once. */
export function lossesOf(result: Fit): Loss[] {
  if (!result.fits) return [];
  const byId = new Map(
    result.casts.flatMap((cast) => (cast.loss ? [[cast.loss.id, cast.loss] as const] : [])),
  );
  return [...byId.values()];
}

class Fitter {
  readonly casts: Cast[] = [];
  batch: 'added' | 'removed' | undefined;
  readonly #options: Required<FitOptions>;

  constructor(options: Required<FitOptions>) {
    this.#options = options;
  }

  value(actual: DataType, expected: DataType, at: string): Misfit | undefined {
    if (actual.kind === 'unknown' || expected.kind === 'unknown') return undefined;
    return this.#present(actual, expected, at) ?? this.#null(actual, expected, at);
  }

  /** Null in a float becomes NaN, as pandas and NumPy have it; elsewhere there is nothing that it could become. */
  #null(actual: DataType, expected: DataType, at: string): Misfit | undefined {
    if (!actual.nullable || expected.nullable) return undefined;
    if (isFloat(expected)) {
      this.casts.push({ at, from: actual, to: expected, loss: loss('null-as-nan') });
      return undefined;
    }
    return { why: 'null', at, text: `it may be null, and ${printType(expected)} has no null` };
  }

  #present(actual: DataType, expected: DataType, at: string): Misfit | undefined {
    if (actual.kind === 'enum') return this.#enum(actual, expected, at);
    if (actual.kind === 'list' && expected.kind === 'list')
      return this.value(actual.item, expected.item, `${at}[]`);
    if (actual.kind === 'list' && expected.kind === 'tensor') return this.#listToTensor(actual, expected, at);
    if (actual.kind === 'tensor' && expected.kind === 'list') return this.#tensorToList(actual, expected, at);
    if (actual.kind === 'map' && expected.kind === 'map') {
      return (
        this.value(actual.key, expected.key, `${at}{key}`) ??
        this.value(actual.value, expected.value, `${at}{}`)
      );
    }
    if (actual.kind === 'struct' && expected.kind === 'struct') return this.#struct(actual, expected, at);
    if (actual.kind === 'image' || expected.kind === 'image') return this.#image(actual, expected, at);
    if (actual.kind === 'tensor' && expected.kind === 'tensor') return this.#tensor(actual, expected, at);
    if (actual.kind === 'tensor' || expected.kind === 'tensor') return this.#single(actual, expected, at);
    return this.#scalar(actual, expected, at);
  }

  #scalar(actual: DataType, expected: DataType, at: string): Misfit | undefined {
    const cast = castScalar(actual, expected);
    if (cast === undefined) return other('dtype', at, actual, expected);
    if (cast !== 'same') {
      const of = { at, from: actual, to: expected };
      this.casts.push(cast === 'exact' ? of : { ...of, loss: cast });
    }
    return undefined;
  }

  #enum(actual: Extract<DataType, { kind: 'enum' }>, expected: DataType, at: string): Misfit | undefined {
    if (expected.kind !== 'enum') {
      if (expected.kind !== 'scalar' || expected.name !== 'string')
        return other('dtype', at, actual, expected);
      this.casts.push({ at, from: actual, to: expected });
      return undefined;
    }
    const values = actual.values.filter((value) => !expected.values.includes(value));
    if (values.length === 0) return undefined;
    return {
      why: 'values',
      at,
      text: `${values.join(', ')} ${values.length === 1 ? 'is' : 'are'} not among ${expected.values.join(', ')}`,
      values,
    };
  }

  #struct(
    actual: Extract<DataType, { kind: 'struct' }>,
    expected: Extract<DataType, { kind: 'struct' }>,
    at: string,
  ): Misfit | undefined {
    const given = new Map(actual.fields.map((field) => [field.name, field.type]));
    for (const { name, type } of expected.fields) {
      const inner = at === '' ? name : `${at}.${name}`;
      const own = given.get(name);
      // A field that may be null may be missing as well.
      if (own === undefined && !type.nullable) return { why: 'field', at, text: `it has no field ${name}` };
      const misfit = own && this.value(own, type, inner);
      if (misfit) return misfit;
      given.delete(name);
    }
    if (given.size > 0) this.casts.push({ at, from: actual, to: expected, loss: loss('fields') });
    return undefined;
  }

  #listToTensor(
    actual: Extract<DataType, { kind: 'list' }>,
    expected: TensorType,
    at: string,
  ): Misfit | undefined {
    if (expected.shape.length !== 1) return rank(at, 1, expected.shape.length);
    if (typeof expected.shape[0] === 'number') {
      this.casts.push({ at, from: actual, to: expected, loss: loss('length') });
    }
    return this.value(actual.item, itemOf(expected), `${at}[]`);
  }

  #tensorToList(
    actual: TensorType,
    expected: Extract<DataType, { kind: 'list' }>,
    at: string,
  ): Misfit | undefined {
    const [, ...inner] = actual.shape;
    const item: DataType = inner.length === 0 ? itemOf(actual) : { ...actual, shape: inner, nullable: false };
    return this.value(item, expected.item, `${at}[]`);
  }

  /** One value, and a tensor that holds one value. */
  #single(actual: DataType, expected: DataType, at: string): Misfit | undefined {
    const [tensor, alone] = actual.kind === 'tensor' ? [actual, expected] : [expected as TensorType, actual];
    const isSingle = tensor.shape.every(
      (size, axis) => size === 1 || (this.#options.batching && isBatchAxis(size, axis)),
    );
    if (!isSingle || (alone.kind !== 'scalar' && alone.kind !== 'decimal')) {
      return other('kind', at, actual, expected);
    }
    const item = { ...itemOf(tensor), nullable: tensor.nullable };
    return actual.kind === 'tensor' ? this.#scalar(item, expected, at) : this.#scalar(actual, item, at);
  }

  #tensor(actual: TensorType, expected: TensorType, at: string): Misfit | undefined {
    const item = this.#scalar(itemOf(actual), itemOf(expected), at);
    return item ?? this.#shape(actual.shape, expected.shape, at);
  }

  #shape(left: readonly Dimension[], right: readonly Dimension[], at: string): Misfit | undefined {
    const { batching } = this.#options;
    if (batching && right.length === left.length + 1 && isBatchAxis(right[0], 0)) {
      this.batch = 'added';
      return this.#axes(left, right.slice(1), 1, at);
    }
    if (batching && left.length === right.length + 1 && isBatchAxis(left[0], 0)) {
      this.batch = 'removed';
      return this.#axes(left.slice(1), right, 0, at);
    }
    if (left.length !== right.length) return rank(at, left.length, right.length);
    return this.#axes(left, right, 0, at);
  }

  #axes(
    left: readonly Dimension[],
    right: readonly Dimension[],
    first: number,
    at: string,
  ): Misfit | undefined {
    for (const [index, size] of left.entries()) {
      const misfit = this.#size(size, right[index]!, `axis ${first + index + 1}`, at);
      if (misfit) return { ...misfit, axis: first + index };
    }
    return undefined;
  }

  #size(left: Dimension, right: Dimension, what: string, at: string): Misfit | undefined {
    const { bindings, actual, expected } = this.#options;
    const conflict = bindings.unify(left, right, actual, expected);
    if (!conflict) return undefined;
    const why = conflict.text === '' ? '' : ` (${conflict.text})`;
    const text = `${what} has size ${conflict.left}, and ${conflict.right} is expected${why}`;
    return { why: 'size', at, text, conflict };
  }

  /** A picture is what its file holds, or pixels in three axes, channels last or first. */
  #image(actual: DataType, expected: DataType, at: string): Misfit | undefined {
    if (actual.kind === 'image' && expected.kind === 'image') {
      if (actual.mode && expected.mode && actual.mode !== expected.mode) {
        this.casts.push({ at, from: actual, to: expected, loss: loss('channels') });
      }
      return (
        this.#side(actual.height, expected.height, 'the height', at) ??
        this.#side(actual.width, expected.width, 'the width', at)
      );
    }
    const [image, out] = actual.kind === 'image' ? [actual, expected] : [expected, actual];
    const isFile = out.kind === 'scalar' && out.name === 'bytes';
    const pixels = image.kind === 'image' && out.kind === 'tensor' ? this.#pixels(image, out) : undefined;
    if (!isFile && !pixels) return other('kind', at, actual, expected);
    this.casts.push({ at, from: actual, to: expected });
    return (
      pixels &&
      (actual.kind === 'image'
        ? this.#shape(pixels, (out as TensorType).shape, at)
        : this.#shape((out as TensorType).shape, pixels, at))
    );
  }

  /** The axes of an image in the order of a tensor; undefined when the tensor can be no picture. */
  #pixels(image: Extract<DataType, { kind: 'image' }>, tensor: TensorType): Dimension[] | undefined {
    if (tensor.item !== (image.mode === 'grey16' ? 'uint16' : 'uint8')) return undefined;
    const shape = this.#options.batching && tensor.shape.length === 4 ? tensor.shape.slice(1) : tensor.shape;
    const channels = image.mode ? IMAGE_MODES[image.mode] : 'channels';
    const size = [image.height ?? 'height', image.width ?? 'width'];
    if (shape.length === 2 && channels === 1) return size;
    if (shape.length !== 3) return undefined;
    const isFirst = typeof shape[0] === 'number' && shape[0] <= 4;
    return isFirst ? [channels, ...size] : [...size, channels];
  }

  #side(
    left: Dimension | undefined,
    right: Dimension | undefined,
    what: string,
    at: string,
  ): Misfit | undefined {
    return left === undefined || right === undefined ? undefined : this.#size(left, right, what, at);
  }
}

const itemOf = (type: TensorType): DataType => ({ kind: 'scalar', name: type.item, nullable: false });

const isFloat = (type: DataType): boolean =>
  (type.kind === 'scalar' && /float/.test(type.name)) || (type.kind === 'tensor' && /float/.test(type.item));

const other = (why: MisfitWhy, at: string, actual: DataType, expected: DataType): Misfit => ({
  why,
  at,
  text: `it is ${printType({ ...actual, nullable: false })}, and ${printType({ ...expected, nullable: false })} is expected`,
});

const axes = (count: number): string => `${count} ${count === 1 ? 'axis' : 'axes'}`;
const rank = (at: string, left: number, right: number): Misfit => ({
  why: 'rank',
  at,
  text: `it has ${axes(left)}, and ${right} ${right === 1 ? 'is' : 'are'} expected`,
});
