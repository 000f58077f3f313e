import { bytesWire, varintWire, type Field } from './protobuf.ts';
import type { Walk, Window } from './window.ts';

/** Fields of a `TensorProto` that hold its numbers. */
const FLOATS = 4;
const INT32S = 5;
const INT64S = 7;
const RAW = 9;
const DOUBLES = 10;

type ReadNumber = (view: DataView, at: number) => number;

/** How one number lies in `raw_data`: always little-endian. */
const RAW_NUMBERS: Readonly<Record<string, readonly [bytes: number, read: ReadNumber]>> = {
  float32: [4, (view, at) => view.getFloat32(at, true)],
  float64: [8, (view, at) => view.getFloat64(at, true)],
  int8: [1, (view, at) => view.getInt8(at)],
  uint8: [1, (view, at) => view.getUint8(at)],
  bool: [1, (view, at) => view.getUint8(at)],
  int16: [2, (view, at) => view.getInt16(at, true)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  int32: [4, (view, at) => view.getInt32(at, true)],
  uint32: [4, (view, at) => view.getUint32(at, true)],
  int64: [8, (view, at) => Number(view.getBigInt64(at, true))],
};

/**
 * Collects the numbers of a tensor while it is walked, as long as there are few: shapes, axes and limits are kept in
 * such tensors. What is larger is stepped over.
 */
export class SmallData {
  readonly #most: number;
  readonly #integers: number[] = [];
  #raw: Uint8Array | undefined;
  #typed: { readonly dtype: string; readonly bytes: Uint8Array } | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  walk(window: Window, field: Field): Walk<void> | undefined {
    if (field.wire === varintWire && (field.number === INT32S || field.number === INT64S)) {
      if (this.#integers.length < this.#most) this.#integers.push(field.value);
      return undefined;
    }
    if (field.wire !== bytesWire || field.end - field.start > this.#most * 10) return undefined;
    switch (field.number) {
      case INT32S:
      case INT64S:
        return this.#packed(window, field.end);
      case FLOATS:
      case DOUBLES:
        return this.#numbers(window, field);
      case RAW:
        return this.#bytes(window, field.end);
      default:
        return undefined;
    }
  }

  /** Undefined when there are too many, or when they are of a kind that nobody counts with. */
  values(dtype: string, elements: number): readonly number[] | undefined {
    if (elements > this.#most) return undefined;
    const found = this.#decode(dtype);
    return found?.length === elements ? found : undefined;
  }

  #decode(dtype: string): number[] | undefined {
    if (this.#raw !== undefined) return numbersIn(dtype, this.#raw);
    if (this.#typed !== undefined) return numbersIn(this.#typed.dtype, this.#typed.bytes);
    return dtype.startsWith('int') || dtype.startsWith('uint') || dtype === 'bool'
      ? this.#integers
      : undefined;
  }

  *#packed(window: Window, end: number): Walk<void> {
    while (window.position < end) {
      const count = Math.min(10, end - window.position);
      if (!window.holds(count)) yield* window.fill(count);
      this.#integers.push(window.varint(end));
    }
  }

  *#numbers(window: Window, field: Field): Walk<void> {
    this.#typed = {
      dtype: field.number === FLOATS ? 'float32' : 'float64',
      bytes: yield* window.bytes(field.end),
    };
  }

  *#bytes(window: Window, end: number): Walk<void> {
    this.#raw = yield* window.bytes(end);
  }
}

function numbersIn(dtype: string, bytes: Uint8Array): number[] | undefined {
  const [size, read] = RAW_NUMBERS[dtype] ?? [];
  if (size === undefined || read === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => read(view, index * size));
}
