import type { Signature } from '../../files/onnx/index.ts';
import { batchKey } from './input-plan.ts';

/** Where a model most likely counts the items of a batch. */
export interface BatchAxis {
  /** The symbol, or `input[0]` where the file has none. */
  readonly dimension: string;
  /** Inputs and outputs whose first axis it is. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** `sure` when it is called batch, or when an output grows with it; else a guess from its place. */
  readonly confidence: 'sure' | 'guess';
}

const CALLED_BATCH = /^(n|b|bs|batch.*)$/i;

/** The free first axis of the inputs that is not named like a length; undefined when there is none. */
export function likelyBatchAxis(signature: Signature): BatchAxis | undefined {
  const found = signature.inputs.flatMap((input) => {
    const key = batchKey(input, { dimensions: {} });
    return key === undefined ? [] : [{ input: input.name, key }];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  const outputs = signature.outputs.filter(({ shape }) => shape?.[0] === first.key).map(({ name }) => name);
  const inputs = found.filter(({ key }) => key === first.key).map(({ input }) => input);
  const isSure = CALLED_BATCH.test(first.key) || outputs.length > 0;
  return { dimension: first.key, inputs, outputs, confidence: isSure ? 'sure' : 'guess' };
}
