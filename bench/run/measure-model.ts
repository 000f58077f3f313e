import { basename } from 'node:path';
import type { Signature } from '../../files/onnx/index.ts';
import type { HostMessage, Method, Plan } from '../host/messages.ts';
import type { Phase } from '../host/phase.ts';
import { median } from '../statistics/quantile.ts';
import type { BenchmarkProblem } from './benchmark-problem.ts';
import type { BenchmarkOptions, BenchmarkRequest } from './benchmark-request.ts';
import type { BenchmarkResult, CaseResult, ColdTimes, Remark } from './benchmark-result.ts';
import type { CaseRecorder } from './case-recorder.ts';
import { ChildObserver } from './child-observer.ts';
import { fingerprint } from './fingerprint.ts';
import { hashModel } from './hash-model.ts';
import { readPowerState } from './machine-conditions.ts';
import { coldPlan, makePlan, placementPlan } from './make-plan.ts';
import { readGpuFacts, readGpuState } from './nvidia.ts';
import type { CaseInputs, PlannedCases } from './plan-cases.ts';
import { remarksOn } from './remarks.ts';
import { runChild } from './run-child.ts';

export interface PreparedModel {
  readonly request: BenchmarkRequest;
  /** Absolute path. */
  readonly model: string;
  readonly signature: Signature;
  readonly planned: Pick<PlannedCases, 'cases' | 'notes'>;
}

/** One child for the figures, further fresh ones for the cold times, one for the placement; nobody else measures. */
export async function measureModel(
  { request, model, signature, planned }: PreparedModel,
  options: BenchmarkOptions,
): Promise<{ readonly result: BenchmarkResult } | { readonly problem: BenchmarkProblem }> {
  const { cases, notes } = planned;
  const measuredAt = new Date().toISOString();
  const { signal, onProgress } = options;
  const hashed = await hashModel(model, basename(model), signature, {
    signal,
    onBytes: (bytes, of) => onProgress?.({ step: 'hash', bytes, of }),
  });
  const plan = makePlan(request, model, cases);
  const usesGpu = plan.provider !== 'cpu';
  const powerBefore = readPowerState();
  const gpuBefore = usesGpu ? await readGpuState(signal) : undefined;
  const main = await runChild(
    {
      plan,
      cases,
      observer: new ChildObserver({ watchesGpu: gpuBefore !== undefined }),
      onMessage: progressReporter(plan.method, options),
    },
    options,
  );
  if ('problem' in main) return main;
  const powerAfter = readPowerState();
  const gpuAfter = usesGpu ? await readGpuState(signal) : undefined;
  const settled = withEngine(plan, main.recorder);
  const cold = await coldRuns(settled, cases, main.recorder, request.coldChildren ?? 3, options);
  if ('problem' in cold) return cold;
  const placed = await placementRun(settled, cases, request, options);
  if ('problem' in placed) return placed;
  const { node, engineVersion, engine } = main.recorder;
  const { provider, threads = null, optimisation = 'all' } = plan;
  const observed = {
    machine: fingerprint({
      node,
      engine: engine?.name ?? plan.engine ?? 'unknown',
      engineVersion,
      provider,
      threads,
      library: main.recorder.librarySha256,
      optimisation,
      dimensions: plan.dimensions ?? {},
      gpu: usesGpu ? ((await readGpuFacts(signal)) ?? null) : null,
      ...(request.tenon === undefined ? {} : { tenon: request.tenon }),
    }),
    cases: main.recorder.results.map((each) => withLibrary(each, cold.library)),
    ...(engine === undefined ? {} : { engine }),
    ...(placed.placement === undefined ? {} : { placement: placed.placement }),
  };
  const result: BenchmarkResult = {
    version: 1,
    measuredAt,
    model: {
      ...hashed.file,
      parameters: signature.parameters,
      weightBytes: Object.values(signature.weightBytes).reduce((sum, bytes) => sum + bytes, 0),
      external: hashed.external,
    },
    method: plan.method,
    seed: plan.seed,
    cold: cold.times,
    coldChildren: cold.children,
    ...observed,
    ...(notes.length === 0 ? {} : { inputNotes: notes }),
    power: powerAfter,
    ...(gpuBefore === undefined || gpuAfter === undefined
      ? {}
      : { gpu: { before: gpuBefore, after: gpuAfter } }),
    remarks: [...remarksOn(observed, powerBefore, powerAfter), ...placed.remarks],
  };
  return { result };
}

/** What has ended one child need not end the others, too. */
function withEngine(plan: Plan, { engine }: CaseRecorder): Plan {
  if (engine?.fallbackReason === undefined) return plan;
  return { ...plan, engine: engine.name, fallbackReason: engine.fallbackReason };
}

/** The medians over fresh processes, of which the measuring one is the first. */
async function coldRuns(
  plan: Plan,
  cases: readonly CaseInputs[],
  first: CaseRecorder,
  children: number,
  options: BenchmarkOptions,
): Promise<
  | { readonly times: ColdTimes; readonly library: number; readonly children: number }
  | { readonly problem: BenchmarkProblem }
> {
  const recorders = [first];
  while (recorders.length < children) {
    options.onProgress?.({ step: 'cold', child: recorders.length + 1, of: children });
    const ran = await runChild({ plan: coldPlan(plan), cases: cases.slice(0, 1) }, options);
    if ('problem' in ran) return ran;
    recorders.push(ran.recorder);
  }
  const middle = (step: keyof ColdTimes): number => median(recorders.map(({ cold }) => cold[step]));
  return {
    times: { start: middle('start'), import: middle('import'), load: middle('load'), first: middle('first') },
    library: Math.round(median(recorders.map(({ library }) => library))),
    children: recorders.length,
  };
}

/** Where each operator runs. On the processor it is a bonus; for any other provider no figure counts without it. */
async function placementRun(
  plan: Plan,
  cases: readonly CaseInputs[],
  request: BenchmarkRequest,
  options: BenchmarkOptions,
): Promise<
  | { readonly placement?: CaseRecorder['placement']; readonly remarks: readonly Remark[] }
  | { readonly problem: BenchmarkProblem }
> {
  const isOptional = plan.provider === 'cpu';
  if (isOptional && request.placement === false) return { remarks: [] };
  options.onProgress?.({ step: 'placement' });
  const ran = await runChild({ plan: placementPlan(plan), cases: cases.slice(0, 1) }, options);
  if ('problem' in ran) {
    if (!isOptional || ran.problem.code === 'bench/cancelled') return ran;
    return { remarks: [placementUnknown(ran.problem.message)] };
  }
  const { placement } = ran.recorder;
  return placement === undefined
    ? { remarks: [placementUnknown('The engine gave no profile.')] }
    : { placement, remarks: [] };
}

const placementUnknown = (why: string): Remark => ({
  code: 'placement/unknown',
  message: `Where the operators ran is not known: ${why}`,
});

/** The share of the model is what lies above a process that only loads the library. */
function withLibrary(measured: CaseResult, library: number): CaseResult {
  const { memory } = measured;
  return { ...measured, memory: { ...memory, library, model: Math.max(0, memory.peak - library) } };
}

function progressReporter(
  method: Method,
  options: BenchmarkOptions,
): (message: HostMessage, phase: Phase) => void {
  let seconds = 0;
  return (message, phase) => {
    if (message.type === 'phase') {
      seconds = 0;
      const batch = message.batch === undefined ? {} : { batch: message.batch };
      options.onProgress?.({ step: 'phase', phase, ...batch });
    }
    if (message.type === 'slice') {
      seconds += message.elapsed;
      const atMost = phase === 'warmup' ? method.warmupAtMost : method.measureAtMost;
      options.onProgress?.({ step: 'slice', phase, seconds, atMost });
    }
  };
}
