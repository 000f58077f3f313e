import picocolors from 'picocolors';
import { expect, it } from 'vitest';
import { printProviders } from './print-providers.ts';

const plain = picocolors.createColors(false);

it('prints a line for each provider, and what to do for each that is missing', () => {
  const engine = { name: 'ort-node', version: '1.30.0', sha256: null, fallbackReason: 'no koffi' } as const;
  const text = printProviders(
    {
      engine,
      providers: [
        { id: 'cpu', title: 'CPU', state: 'works' },
        { id: 'cuda', title: 'CUDA', state: 'missing', reason: 'there is no x.so', advice: 'Install x.' },
        { id: 'dml', title: 'DirectML', state: 'elsewhere', platforms: ['win32'] },
      ],
    },
    plain,
  );
  expect(text).toBe(
    [
      'ONNX Runtime 1.30.0, engine ort-node',
      'The faster engine ort-ffi does not start: no koffi',
      '✓ CPU       starts and runs a model',
      '✗ CUDA      missing: there is no x.so',
      '            Install x.',
      '– DirectML  on Windows only',
      '',
    ].join('\n'),
  );
});

it('says so when ONNX Runtime does not load', () => {
  expect(printProviders({ engine: undefined, providers: [] }, plain)).toContain(
    'ONNX Runtime does not load.',
  );
});
