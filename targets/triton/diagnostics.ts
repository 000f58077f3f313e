import type { Diagnostic, Severity } from '../../language/diagnostics/diagnostic.ts';
import type { Origin } from '../../language/model/origin.ts';
import { settle, type Cause } from '../kit/text.ts';

/** What this target may report. Names that can't be carried or collide are the kit's (TN9003, TN9004). */
export const TRITON_DIAGNOSTICS = {
  TN9201: { severity: 'error', summary: 'A served model has no file that Triton could load.' },
  TN9202: { severity: 'error', summary: 'The signature of a served ONNX file is not known.' },
  TN9203: {
    severity: 'error',
    summary: "A version isn't a whole number, which Triton's version folders need.",
  },
  TN9204: { severity: 'error', summary: 'A version gets requests, but there is no file for it.' },
  TN9205: { severity: 'error', summary: "Triton's ONNX Runtime backend doesn't know a tensor's type." },
  TN9206: { severity: 'error', summary: 'Requests can only be batched along an open first axis.' },
  TN9207: { severity: 'error', summary: 'One model is served with different settings.' },
  TN9208: { severity: 'error', summary: "The user's own code can't be turned into a Triton backend." },
  TN9210: { severity: 'error', summary: "A tensor's description is one that Triton refuses." },
  TN9211: { severity: 'error', summary: 'A batch size or delay is one that Triton refuses or misreads.' },
  TN9212: {
    severity: 'error',
    summary: 'A number of instances or runs is one that Triton refuses or misreads.',
  },
  TN9213: { severity: 'error', summary: 'A warm-up request is one that Triton refuses.' },
  TN9221: {
    severity: 'information',
    summary: 'A service runs on another platform; nothing is written for it.',
  },
  TN9222: { severity: 'warning', summary: 'A timeout has no effect without dynamic batching.' },
  TN9223: { severity: 'warning', summary: "Triton can't carry out a declared recovery." },
  TN9224: {
    severity: 'warning',
    summary: "Triton loads several versions, but doesn't divide the requests among them.",
  },
  TN9225: {
    severity: 'warning',
    summary: 'A full batch was measured to be slower than what is promised.',
  },
  TN9231: { severity: 'error', summary: 'An input of an ensemble, or of a model in it, is not connected.' },
  TN9232: { severity: 'error', summary: "Tensors that an ensemble connects don't fit." },
  TN9233: {
    severity: 'error',
    summary: 'An output of an ensemble has no step that writes it, or not one of its own.',
  },
} as const satisfies Record<string, { readonly severity: Severity; readonly summary: string }>;

export type TritonCode = keyof typeof TRITON_DIAGNOSTICS;

export const problem = (
  code: TritonCode,
  place: Origin,
  message: string,
  more: Pick<Diagnostic, 'help' | 'related'> = {},
): Diagnostic => ({
  code,
  severity: TRITON_DIAGNOSTICS[code].severity,
  message,
  file: place.file,
  range: place.range,
  ...more,
});

/** The first place in the model that caused something, else of the fallback, which has one. */
export function placeOf(cause: Cause, fallback: Cause): Origin {
  const origin = settle(cause).origins[0] ?? settle(fallback).origins[0];
  if (origin === undefined) throw new Error('A value of a Triton configuration has no cause in the model.');
  return origin;
}

export const related = (place: Origin, message: string): NonNullable<Diagnostic['related']> => [
  { file: place.file, range: place.range, message },
];

/** Says in a comment which part of the model a value comes from. */
export function saidBy(origin: Origin): string {
  const place = origin.property === undefined ? origin.element : `${origin.property} of ${origin.element}`;
  if (origin.layer === 'default') return `default of ${place}`;
  return origin.layer === 'environment' || origin.layer === 'command'
    ? `${place}, set by the ${origin.layer}`
    : place;
}
