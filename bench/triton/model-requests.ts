import type { Signature } from '../../files/onnx/index.ts';
import { fillTensors } from '../inputs/fill-tensors.ts';
import { inputsFor } from '../inputs/inputs-for.ts';
import type { InputRequest } from '../inputs/planned-inputs.ts';
import { inferRequest } from './infer-request.ts';
import type { PreparedRequest } from './triton-client.ts';
import { TritonError } from './triton-problem.ts';

/** The same inputs for everybody; `tenon bench` begins with this seed, too. */
const SEED = 42n;

/**
 * Makes requests of any number of items, with the inputs that `tenon bench` would feed: real rows where the project has
 * them, else legal ones from a seed. Throws a {@link TritonError} when there can be none.
 */
export function modelRequests(
  signature: Signature,
  inputs: Omit<InputRequest, 'batch'>,
): (batch: number) => Promise<PreparedRequest> {
  const made = new Map<number, PreparedRequest>();
  return async (batch) => {
    const before = made.get(batch);
    if (before) return before;
    const planned = await inputsFor(signature, { ...inputs, batch });
    if ('problem' in planned)
      throw new TritonError({
        code: 'input/unusable',
        message: planned.problem.message,
        hint: planned.problem.hint,
      });
    try {
      const [open] = planned.plan.assumed;
      if (open !== undefined) throw new TritonError(unknownSize(open));
      const request = inferRequest(fillTensors(planned.plan.tensors, SEED), batch);
      made.set(batch, request);
      return request;
    } finally {
      planned.dispose();
    }
  };
}

const unknownSize = (dimension: string) =>
  ({
    code: 'input/size',
    message: `Nobody says how large ${dimension} is in the requests that the server gets, and other sizes take other times.`,
    hint: `Give a usual one: --size ${dimension}=128.`,
  }) as const;
