import type { Signature, ValueSignature } from '../../files/onnx/index.ts';
import { batchKey } from '../inputs/input-plan.ts';
import { datatypeOf } from './infer-request.ts';

/** What the project's file says of a served model. */
export interface ServedSignature {
  readonly inputs: readonly ValueSignature[];
  readonly outputs: readonly ValueSignature[];
  /** Requests can be put together: the first axis of every tensor is open and counts items. */
  readonly batches: boolean;
}

export function servedSignature({ inputs, outputs }: Signature): ServedSignature {
  const isOpen = ({ shape }: ValueSignature): boolean =>
    shape !== undefined && shape.length > 0 && typeof shape[0] !== 'number';
  const counts = (input: ValueSignature): boolean => batchKey(input, { dimensions: {} }) !== undefined;
  return { inputs, outputs, batches: inputs.every(counts) && [...inputs, ...outputs].every(isOpen) };
}

/**
 * How the model that a server serves differs from the file, in words that follow its name; undefined when it doesn't as far
 * as one can see. `metadata` is the protocol's; its shapes have a batch axis when the server batches.
 */
export function differenceIn(
  { inputs }: ServedSignature,
  metadata: Readonly<Record<string, unknown>>,
  hasBatchAxis: boolean,
): string | undefined {
  const served = new Map(
    (Array.isArray(metadata['inputs']) ? (metadata['inputs'] as readonly ServedTensor[]) : []).map((each) => [
      each.name,
      each,
    ]),
  );
  if (served.size === 0) return 'has no inputs as far as the server says';
  const missing = [...served.keys()].find((name) => inputs.every((input) => input.name !== name));
  if (missing !== undefined) return `takes "${missing}", which the project's file doesn't`;
  for (const { name, dtype, shape } of inputs) {
    const there = served.get(name);
    if (there === undefined) return `doesn't take "${name}", which the project's file does`;
    if (there.datatype !== datatypeOf(dtype))
      return `takes "${name}" as ${there.datatype}, and the project's file as ${dtype}`;
    const sizes = there.shape.map(Number);
    const isReshaped = shape === undefined || sizes.length !== shape.length;
    if (isReshaped) continue;
    const axis = shape.findIndex(
      (size, index) =>
        typeof size === 'number' &&
        sizes[index] !== -1 &&
        sizes[index] !== size &&
        !(hasBatchAxis && index === 0),
    );
    if (axis >= 0)
      return `takes "${name}" with a size of ${sizes[axis]}, and the project's file with ${String(shape[axis])}`;
  }
  return undefined;
}

interface ServedTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly (number | string)[];
}
