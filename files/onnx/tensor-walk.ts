import { elementType } from './dtype.ts';
import { Malformed } from './malformed.ts';
import { bytesWire, eachField, expectWire, varintWire, textField } from './protobuf.ts';
import type { ExternalTensor } from './signature.ts';
import { SmallData } from './small-data.ts';
import type { Walk, Window } from './window.ts';

/** One initializer, without its data unless that is small and was asked for. */
export interface TensorFacts {
  readonly name: string;
  readonly dtype: string;
  readonly dimensions: readonly number[];
  readonly elements: number;
  readonly bytes: number;
  readonly external: ExternalTensor | undefined;
  /** Its numbers, row by row. */
  readonly values?: readonly number[];
}

const maxRank = 1024;

/** Reads a `TensorProto`; data are stepped over, but for those of at most `keep` numbers. */
export function* walkTensor(window: Window, end: number, nesting: number, keep = 0): Walk<TensorFacts> {
  const data = keep === 0 ? undefined : new SmallData(keep);
  let name = '';
  let type = elementType(0);
  let textBytes = 0;
  let isExternal = false;
  const dimensions: number[] = [];
  const entries = new Map<string, string>();
  yield* eachField(window, end, nesting, (field) => {
    switch (field.number) {
      case 1:
        if (field.wire === bytesWire) return walkPacked(window, field.end, dimensions);
        expectWire(field, varintWire);
        pushDimension(dimensions, field.value, window, end);
        return undefined;
      case 2:
        expectWire(field, varintWire);
        type = elementType(field.value);
        return undefined;
      case 6:
        textBytes += field.end - field.start;
        return undefined;
      case 8:
        return textField(window, field, (text) => (name = text));
      case 13:
        expectWire(field, bytesWire);
        return walkEntry(window, field.end, nesting + 1, entries);
      case 14:
        expectWire(field, varintWire);
        isExternal = field.value === 1;
        return undefined;
      default:
        return data?.walk(window, field);
    }
  });
  const elements = dimensions.reduce((product, size) => product * size, 1);
  const bytes = type.name === 'string' ? textBytes : Math.ceil((elements * type.bits) / 8);
  const external = isExternal ? externalTensor(name, entries, bytes, end) : undefined;
  const values = external === undefined ? data?.values(type.name, elements) : undefined;
  const facts = { name, dtype: type.name, dimensions, elements, bytes, external };
  return values === undefined ? facts : { ...facts, values };
}

function* walkPacked(window: Window, end: number, into: number[]): Walk<void> {
  while (window.position < end) {
    const count = Math.min(10, end - window.position);
    if (!window.holds(count)) yield* window.fill(count);
    pushDimension(into, window.varint(end), window, end);
  }
}

function pushDimension(into: number[], size: number, window: Window, end: number): void {
  if (size < 0) throw new Malformed('damaged', `A weight has the dimension ${size}`, window.position, end);
  if (into.length >= maxRank) {
    throw new Malformed('limit', `A weight has more than ${maxRank} dimensions`, window.position, end);
  }
  into.push(size);
}

/** Reads a `StringStringEntryProto`. */
function* walkEntry(window: Window, end: number, nesting: number, into: Map<string, string>): Walk<void> {
  let key = '';
  let value = '';
  yield* eachField(window, end, nesting, (field) => {
    if (field.number !== 1 && field.number !== 2) return undefined;
    return textField(window, field, (text) => {
      if (field.number === 1) key = text;
      else value = text;
    });
  });
  into.set(key, value);
}

function externalTensor(
  tensor: string,
  entries: ReadonlyMap<string, string>,
  bytes: number,
  end: number,
): ExternalTensor {
  const number = (key: string, otherwise: number): number => {
    const text = entries.get(key);
    if (text === undefined) return otherwise;
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new Malformed('damaged', `External data of ${tensor} has the ${key} "${text}"`, end, end);
  };
  return {
    tensor,
    location: entries.get('location') ?? '',
    offset: number('offset', 0),
    length: number('length', bytes),
  };
}
