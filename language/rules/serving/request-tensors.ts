import { wireStep } from '../../model/ensemble-wiring.ts';
import type { EnsembleStep, Service } from '../../model/service.ts';
import type { DataType, Dimension, TensorType } from '../../types/data-type.ts';
import { misfit, printShape } from '../../types/shape-fit.ts';
import type { End, Ends } from './run-ends.ts';

/** A value without axes is a tensor of none. */
export type Tensor = Pick<TensorType, 'item' | 'shape'>;

/** A tensor that a step gives or takes, and the axis along which its owner puts requests together. */
export interface Joint {
  readonly end: End;
  readonly tensor: Tensor;
  readonly batch: string | undefined;
}

export const jointOf = (end: End, owner: Ends | undefined): Joint | undefined => {
  const tensor = asTensor(end.type);
  return tensor && { end, tensor, batch: owner && batchAxisOf(owner) };
};

function asTensor(type: DataType): Tensor | undefined {
  if (type.kind === 'tensor') return type;
  return type.kind === 'scalar' ? { item: type.name, shape: [] } : undefined;
}

/** Names that people give to the axis along which examples are put together. */
const BATCH_NAME = /^(b|bs|n|batch|batch_size)$/iu;

/**
 * The axis of requests: the open first axis of a trained model. Code of one's own has one where a first axis goes
 * through from an input to an output, or is called so; else it is an axis like any other, such as `lines`.
 */
export function batchAxisOf({ isTrained, inputs, outputs }: Ends): string | undefined {
  const first = (ends: readonly End[]): string[] =>
    ends.flatMap(({ type }) =>
      type.kind === 'tensor' && typeof type.shape[0] === 'string' ? [type.shape[0]] : [],
    );
  const given = first(outputs);
  return first(inputs).find((name) => isTrained || given.includes(name) || BATCH_NAME.test(name));
}

/** What a step gives for one request. */
export type ResultOf = (name: string) => Ends | undefined;

/**
 * The ends of steps as one request sees them. Where requests are put together by the server, a step that is
 * given tensors without the batch axis gives its results without it, too; where the axis is filled with a known
 * size, the results have that size.
 */
export function resultsOfRequest(service: Service, endsOf: ResultOf): ResultOf {
  const known = new Map<string, Ends | undefined>();
  const resultOf: ResultOf = (name) => {
    if (known.has(name)) return known.get(name);
    const ends = endsOf(name);
    // In a circle, which is told elsewhere, a step is what it is declared to be.
    known.set(name, ends);
    const step = service.steps.find((each) => each.name === name);
    const result = ends && step ? forRequest(step, ends, service, resultOf) : ends;
    known.set(name, result);
    return result;
  };
  return resultOf;
}

function forRequest(step: EnsembleStep, ends: Ends, service: Service, resultOf: ResultOf): Ends {
  const batch = batchAxisOf(ends);
  if (batch === undefined) return ends;
  const { isLeftOut, size } = batchGiven(step, ends, batch, service, resultOf);
  // Without batching, a request without the axis is a batch of one, and the results may be read either way.
  if (isLeftOut ? step.serving.batching === undefined : size === undefined) return ends;
  const outputs = ends.outputs.map((end): End => {
    const { type } = end;
    if (type.kind !== 'tensor' || type.shape[0] !== batch) return end;
    const rest = type.shape.slice(1);
    return { ...end, type: { ...type, shape: isLeftOut ? rest : [size!, ...rest] } };
  });
  return { ...ends, outputs };
}

/** Whether a step is given tensors without its batch axis, or of how many examples. */
export function batchGiven(
  step: EnsembleStep,
  ends: Ends,
  batch: string,
  service: Service,
  resultOf: ResultOf,
): { readonly isLeftOut: boolean; readonly size: number | undefined } {
  const names = ends.inputs.map(({ name }) => name);
  const wires = wireStep(step, names, (name) => resultOf(name)?.outputs.map((port) => port.name));
  let isLeftOut = false;
  let size: number | undefined;
  for (const { input, from, output } of wires) {
    const taken = ends.inputs.find(({ name }) => name === input)?.type;
    const source = resultOf(from);
    const given = source
      ? source.outputs.find(({ name }) => name === output)
      : service.inputs.find(({ name }) => name === from);
    const tensor = given && asTensor(given.type);
    if (!tensor || taken?.kind !== 'tensor' || taken.shape[0] !== batch) continue;
    if (tensor.shape.length === taken.shape.length - 1) isLeftOut = true;
    const [first] = tensor.shape;
    if (tensor.shape.length === taken.shape.length && typeof first === 'number') size = first;
  }
  return { isLeftOut, size };
}

/** Whether one can be given as the other; either may lack the axis of requests that the other has. */
export function fits(given: Joint, taken: Joint, isLeftOut = false): boolean {
  if (given.tensor.item !== taken.tensor.item) return false;
  const [a, b] = [given.tensor.shape, taken.tensor.shape];
  // What comes without the axis at one input can't bring it at another.
  if (isLeftOut && a.length === b.length && b[0] === taken.batch && typeof a[0] === 'number') return false;
  const left = a.length === b.length - 1 && b[0] === taken.batch ? [b[0]!, ...a] : a;
  const right = b.length === a.length - 1 && a[0] === given.batch ? [a[0]!, ...b] : b;
  return misfit(left, right) === undefined;
}

/** The type with which one end would fit the other: its own axis of requests, and the rest of the other. */
export function typeLike(own: Joint, other: Joint): string {
  const [mine, theirs] = [own, other].map(({ tensor: { shape }, batch }) =>
    batch !== undefined && shape[0] === batch ? shape.slice(1) : shape,
  ) as [readonly Dimension[], readonly Dimension[]];
  const rest =
    mine.length === theirs.length
      ? mine.map((size, axis) => (typeof theirs[axis] === 'number' ? theirs[axis] : size))
      : theirs;
  const shape = mine.length < own.tensor.shape.length ? [own.batch!, ...rest] : rest;
  return shape.length === 0 ? other.tensor.item : printShape(other.tensor.item, shape);
}
