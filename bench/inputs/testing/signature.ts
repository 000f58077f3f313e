import type { Signature, ValueSignature } from '../../../files/onnx/index.ts';

/** A signature with nothing but inputs. */
export function signatureOf(...inputs: readonly ValueSignature[]): Signature {
  return {
    irVersion: 9,
    opsets: { 'ai.onnx': 17 },
    producer: { name: '', version: '' },
    graphName: '',
    inputs,
    outputs: [],
    operators: {},
    initializers: 0,
    parameters: 0,
    weightBytes: {},
    externalData: [],
  };
}

export const tensor = (name: string, dtype: string, shape: ValueSignature['shape']): ValueSignature => ({
  name,
  kind: 'tensor',
  dtype,
  shape,
});
