import { availableParallelism } from 'node:os';
import { protocolVersion, type Method, type Plan } from '../host/messages.ts';
import type { BenchmarkRequest } from './benchmark-request.ts';
import { budgets } from './method.ts';
import type { CaseInputs } from './plan-cases.ts';

/** What the child is told. `model` is an absolute path. */
export function makePlan(request: BenchmarkRequest, model: string, cases: readonly CaseInputs[]): Plan {
  const { provider = 'cpu' } = request;
  return {
    version: protocolVersion,
    model,
    ...(request.engine === undefined ? {} : { engine: request.engine }),
    provider,
    ...(request.threads === undefined ? {} : { threads: clampThreads(request.threads) }),
    ...(request.optimisation === undefined ? {} : { optimisation: request.optimisation }),
    seed: BigInt.asUintN(64, request.seed ?? 42n).toString(),
    method: methodOf(request),
    cases: cases.map(({ batch, plan, scenario }) => ({ batch, tensors: plan.tensors, scenario })),
  };
}

/** How long and how often is measured. */
export function methodOf({ provider = 'cpu', budget = 'standard', method }: BenchmarkRequest): Method {
  // GPUs compile their programs and raise their clocks first.
  const warmup = provider === 'cpu' ? {} : { warmupAtMost: 10 };
  return { ...budgets[budget], ...warmup, ...method };
}

/** A plan that starts, loads and runs once, for what only a fresh process shows. */
export function coldPlan(plan: Plan): Plan {
  const method = { ...plan.method, warmupAtLeast: 0, warmupAtMost: 0, measureAtMost: 0 };
  return { ...plan, method, cases: singleStream(plan).slice(0, 1) };
}

/** A plan that only finds out where the operators of the first case run. */
export function placementPlan(plan: Plan): Plan {
  return { ...plan, profile: true, cases: singleStream(plan).slice(0, 1) };
}

function singleStream({ cases }: Plan): Plan['cases'] {
  return cases.map((planned) => ({ ...planned, scenario: { kind: 'single-stream' } }));
}

/** ONNX Runtime hangs for minutes when it is asked for very many threads. */
function clampThreads(threads: number): number {
  return Math.min(Math.max(1, Math.trunc(threads)), 4 * availableParallelism());
}
