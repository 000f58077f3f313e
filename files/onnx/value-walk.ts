import { elementType } from './dtype.ts';
import { bytesWire, eachField, expectWire, varintWire, textField } from './protobuf.ts';
import type { Dimension, ValueKind, ValueSignature } from './signature.ts';
import type { Walk, Window } from './window.ts';

/** Reads a `ValueInfoProto`: name and type of a graph input or output. */
export function* walkValue(window: Window, end: number): Walk<ValueSignature> {
  let name = '';
  let type: ValueType = { kind: 'unknown', dtype: 'undefined', shape: undefined };
  yield* eachField(window, end, 3, (field) => {
    if (field.number === 1) {
      return textField(window, field, (text) => (name = text));
    }
    if (field.number !== 2) return undefined;
    expectWire(field, bytesWire);
    return (function* () {
      type = yield* walkType(window, field.end, 4);
    })();
  });
  return { name, ...type };
}

type ValueType = Omit<ValueSignature, 'name'>;

/** `TypeProto`: the field's number says which kind of value it is. */
const kinds: Readonly<Record<number, ValueKind>> = {
  1: 'tensor',
  4: 'sequence',
  5: 'map',
  8: 'sparse-tensor',
  9: 'optional',
};

function* walkType(window: Window, end: number, nesting: number): Walk<ValueType> {
  let type: ValueType = { kind: 'unknown', dtype: 'undefined', shape: undefined };
  yield* eachField(window, end, nesting, (field) => {
    const kind = kinds[field.number];
    if (kind === undefined) return undefined;
    expectWire(field, bytesWire);
    return (function* () {
      const isTensor = kind === 'tensor' || kind === 'sparse-tensor';
      type = isTensor
        ? { kind, ...(yield* walkTensorType(window, field.end, nesting + 1)) }
        : { kind, dtype: yield* walkContainer(window, field.end, kind, nesting + 1), shape: undefined };
    })();
  });
  return type;
}

/** Sequence and optional hold their element in field 1; a map has its key's type there and its value in 2. */
function* walkContainer(window: Window, end: number, kind: ValueKind, nesting: number): Walk<string> {
  const parts: string[] = [];
  yield* eachField(window, end, nesting, (field) => {
    if (kind === 'map' && field.number === 1) {
      expectWire(field, varintWire);
      parts.push(elementType(field.value).name);
      return undefined;
    }
    if (field.number > 2) return undefined;
    expectWire(field, bytesWire);
    return (function* () {
      parts.push((yield* walkType(window, field.end, nesting + 1)).dtype);
    })();
  });
  return `${kind}(${parts.join(', ')})`;
}

function* walkTensorType(window: Window, end: number, nesting: number): Walk<Omit<ValueType, 'kind'>> {
  let dtype = 'undefined';
  let shape: Dimension[] | undefined;
  yield* eachField(window, end, nesting, (field) => {
    if (field.number === 1) {
      expectWire(field, varintWire);
      dtype = elementType(field.value).name;
    }
    if (field.number !== 2) return undefined;
    expectWire(field, bytesWire);
    const dimensions: Dimension[] = [];
    shape = dimensions;
    return walkShape(window, field.end, nesting + 1, dimensions);
  });
  return { dtype, shape };
}

function* walkShape(window: Window, end: number, nesting: number, into: Dimension[]): Walk<void> {
  yield* eachField(window, end, nesting, (field) => {
    if (field.number !== 1) return undefined;
    expectWire(field, bytesWire);
    return (function* () {
      into.push(yield* walkDimension(window, field.end, nesting + 1));
    })();
  });
}

function* walkDimension(window: Window, end: number, nesting: number): Walk<Dimension> {
  let dimension: Dimension = null;
  yield* eachField(window, end, nesting, (field) => {
    if (field.number === 1) {
      expectWire(field, varintWire);
      // Some exporters write -1 where they mean "any size".
      dimension = field.value < 0 ? null : field.value;
    }
    if (field.number !== 2) return undefined;
    return textField(window, field, (symbol) => (dimension = symbol === '' ? null : symbol));
  });
  return dimension;
}
