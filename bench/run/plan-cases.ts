import { planInputs, type InputPlan } from '../inputs/input-plan.ts';
import type { Signature } from '../../files/onnx/index.ts';
import type { BenchmarkProblem } from './benchmark-problem.ts';
import type { BenchmarkRequest } from './benchmark-request.ts';

export interface CaseInputs {
  readonly batch: number;
  readonly plan: InputPlan;
}

/** The inputs of each batch size that is asked for. */
export function planCases(
  signature: Signature,
  request: BenchmarkRequest,
): { cases: readonly CaseInputs[] } | { problem: BenchmarkProblem } {
  const cases: CaseInputs[] = [];
  for (const batch of request.batches ?? [1]) {
    if (!Number.isSafeInteger(batch) || batch < 1) return { problem: badBatch(batch) };
    const planned = planInputs(signature, { batch, dimensions: request.dimensions ?? {} });
    if ('problem' in planned) return planned;
    cases.push({ batch, plan: planned.plan });
  }
  return { cases };
}

function badBatch(batch: number): BenchmarkProblem {
  return {
    code: 'input/shape',
    message: `A batch of ${batch} items does not exist.`,
    hint: 'Give a whole number from 1 on.',
  };
}
