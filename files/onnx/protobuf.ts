import { Malformed } from './malformed.ts';
import type { Walk, Window } from './window.ts';

/** One field of a message; the window stands at `start` when it is visited. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  /** The value of a varint field, 0 otherwise. */
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

export const varintWire = 0;
export const bytesWire = 2;

const maxNesting = 64;
const maxHeaderBytes = 20;

/**
 * Visits each field of the message between the window's position and `end`. What a visitor does not read is
 * skipped by moving on, never by reading. No length is trusted beyond the end of its parent.
 */
export function* eachField(
  window: Window,
  end: number,
  nesting: number,
  visit: (field: Field) => Walk<void> | undefined,
): Walk<void> {
  if (nesting > maxNesting) {
    throw new Malformed('limit', `Messages are nested deeper than ${maxNesting}`, window.position, end);
  }
  while (window.position < end) {
    const header = Math.min(maxHeaderBytes, end - window.position);
    if (!window.holds(header)) yield* window.fill(header);
    const field = readField(window, end);
    const inner = visit(field);
    if (inner !== undefined) yield* inner;
    window.position = field.end;
  }
}

/** Gives the text of a field to `store`; at once when it is at hand, which spares most names a walk of their own. */
export function textField(
  window: Window,
  field: Field,
  store: (text: string) => void,
): Walk<void> | undefined {
  expectWire(field, bytesWire);
  window.admitText(field.end);
  if (!window.holds(field.end - window.position)) return textAfterRead(window, field, store);
  store(window.text(field.end));
  return undefined;
}

function* textAfterRead(window: Window, field: Field, store: (text: string) => void): Walk<void> {
  yield* window.fill(field.end - window.position);
  store(window.text(field.end));
}

/** Says that a known field has the wire type that onnx.proto gives it. */
export function expectWire(field: Field, wire: number): void {
  if (field.wire === wire) return;
  throw new Malformed('damaged', `Field ${field.number} has wire type ${field.wire}`, field.start, field.end);
}

function readField(window: Window, end: number): Field {
  const at = window.position;
  const tag = window.varint(end);
  const number = Math.floor(tag / 8);
  const wire = tag & 7;
  if (tag < 8 || tag > 0xffffffff) throw new Malformed('damaged', `A field has the tag ${tag}`, at, end);
  const value = wire === varintWire ? window.varint(end) : 0;
  const length = payloadLength(window, wire, end, at);
  const start = window.position;
  if (length < 0 || start + length > end) {
    throw new Malformed('past-end', `Field ${number} runs past the end of its message`, at, end);
  }
  return { number, wire, value, start, end: start + length };
}

function payloadLength(window: Window, wire: number, end: number, at: number): number {
  if (wire === varintWire) return 0;
  if (wire === bytesWire) return window.varint(end);
  if (wire === 1) return 8;
  if (wire === 5) return 4;
  throw new Malformed('damaged', `Wire type ${wire} does not occur in ONNX files`, at, end);
}
