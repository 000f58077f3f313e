import { resolve } from 'node:path';
import { readSignatureFile } from '../../files/index.ts';
import type { Signature } from '../../files/onnx/index.ts';
import type { Plan } from '../host/messages.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { BenchmarkRequest } from '../run/benchmark-request.ts';
import { makePlan } from '../run/make-plan.ts';
import { planCases, type CaseInputs } from '../run/plan-cases.ts';

/** One side of a comparison. */
export interface Contender {
  /** What people call it: a path, a revision, a provider. */
  readonly label: string;
  readonly request: BenchmarkRequest;
}

export interface PreparedContender {
  readonly label: string;
  /** Absolute path. */
  readonly model: string;
  readonly signature: Signature;
  readonly inputs: CaseInputs;
  readonly plan: Plan;
}

export interface Contenders {
  readonly base: PreparedContender;
  readonly candidate: PreparedContender;
  /** To be called when all children are gone. */
  dispose(): void;
}

/** Makes both sides ready with the same inputs: those that suit the base, in the candidate's dtypes. */
export async function prepareContenders(
  base: Contender,
  candidate: Contender,
  signal?: AbortSignal,
): Promise<Contenders | { readonly problem: BenchmarkProblem }> {
  const ours = await read(base, signal);
  if ('problem' in ours) return ours;
  const theirs = await read(candidate, signal);
  if ('problem' in theirs) return theirs;
  const planned = await planCases(ours.signature, ours.model, oneCase(base.request), signal);
  if ('problem' in planned) return planned;
  const inputs = planned.cases[0]!;
  const adapted = adapt(inputs, base.label, candidate.label, theirs.signature);
  if ('problem' in adapted) {
    planned.dispose();
    return adapted;
  }
  return {
    base: { ...ours, label: base.label, inputs, plan: makePlan(base.request, ours.model, [inputs]) },
    candidate: {
      ...theirs,
      label: candidate.label,
      inputs: adapted.inputs,
      plan: makePlan({ ...candidate.request, ...seedOf(base.request) }, theirs.model, [adapted.inputs]),
    },
    dispose: () => planned.dispose(),
  };
}

async function read(
  { request }: Contender,
  signal: AbortSignal | undefined,
): Promise<
  { readonly model: string; readonly signature: Signature } | { readonly problem: BenchmarkProblem }
> {
  const model = resolve(request.model);
  const read = await readSignatureFile(model, signal === undefined ? {} : { signal });
  if (!('problem' in read)) return { model, signature: read.signature };
  const { code, message, hint } = read.problem;
  return { problem: { code: `model/${code}`, message, hint } };
}

const oneCase = (request: BenchmarkRequest): BenchmarkRequest => ({
  ...request,
  ...(request.batches === undefined ? {} : { batches: request.batches.slice(0, 1) }),
  scenarios: [{ kind: 'single-stream' }],
});

const seedOf = ({ seed }: BenchmarkRequest): Pick<BenchmarkRequest, 'seed'> =>
  seed === undefined ? {} : { seed };

function adapt(
  inputs: CaseInputs,
  base: string,
  candidate: string,
  signature: Signature,
): { readonly inputs: CaseInputs } | { readonly problem: BenchmarkProblem } {
  const names = (all: readonly { readonly name: string }[]): string =>
    all
      .map(({ name }) => name)
      .sort()
      .join(', ') || 'none';
  if (names(inputs.plan.tensors) !== names(signature.inputs)) {
    return {
      problem: {
        code: 'input/name',
        message: `${base} takes the inputs ${names(inputs.plan.tensors)}, but ${candidate} takes ${names(signature.inputs)}.`,
        hint: 'Compare models that take the same inputs.',
      },
    };
  }
  const dtypes = new Map(signature.inputs.map(({ name, dtype }) => [name, dtype]));
  const different = inputs.plan.tensors.find(
    ({ name, dtype, fill }) =>
      dtypes.get(name) !== dtype &&
      // Numbers of a file lie there in one dtype only.
      (fill.kind === 'stored' || !isFloat(dtype) || !isFloat(dtypes.get(name) ?? '')),
  );
  if (different !== undefined) {
    const { name, dtype } = different;
    return {
      problem: {
        code: 'input/dtype',
        message: `The input ${name} is ${dtype} in ${base} and ${dtypes.get(name)} in ${candidate}.`,
        hint: 'Compare models that take the same inputs.',
      },
    };
  }
  const tensors = inputs.plan.tensors.map((tensor) => ({ ...tensor, dtype: dtypes.get(tensor.name)! }));
  return { inputs: { ...inputs, plan: { ...inputs.plan, tensors } } };
}

const isFloat = (dtype: string): boolean => dtype.startsWith('float');
