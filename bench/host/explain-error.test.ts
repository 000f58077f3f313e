import { describe, expect, it } from 'vitest';
import { CodedError } from './coded-error.ts';
import { explainError } from './explain-error.ts';

describe('what stands behind an error', () => {
  it.each([
    ['load', 'No Op registered for Flux with domain_version of 13', 'model/operator'],
    ['load', 'Opset 99 is under development and support for this is limited', 'model/opset'],
    ['load', 'Protobuf parsing failed.', 'model/refused'],
    ['load', 'Failed to get a WebGPU adapter: No supported adapters', 'provider/unavailable'],
    [
      'load',
      "Unknown provider name 'abacus'. Currently: 'DML'/'DmlExecutionProvider'",
      'provider/unavailable',
    ],
    ['load', 'CUDA failure 100: no CUDA-capable device is detected', 'provider/unavailable'],
    ['first', 'CUDA failure 2: out of memory', 'run/out-of-memory'],
    ['first', 'CUDA failure 700: an illegal memory access was encountered', 'run/failed'],
    ['first', 'Failed to allocate memory for requested buffer of size 17592186044416', 'run/out-of-memory'],
    ['first', 'Got invalid dimensions for input: features', 'input/shape'],
    ['first', 'The moon is full', 'run/failed'],
    ['import', 'Cannot find module', 'engine/unavailable'],
  ] as const)('in the phase %s: %s', (phase, message, code) => {
    expect(explainError(new Error(` ${message}\n`), phase)).toEqual({ code, message });
  });

  it('is what was said where it was thrown', () => {
    const error = new CodedError('provider/fallback', 'No node ran.');
    expect(explainError(error, 'profile')).toEqual({ code: 'provider/fallback', message: 'No node ran.' });
    expect(explainError('a text', 'measure')).toEqual({ code: 'run/failed', message: 'a text' });
  });
});
