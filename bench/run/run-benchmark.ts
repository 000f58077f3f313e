import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { protocolVersion, type HostMessage, type Method, type Phase, type Plan } from '../host/messages.ts';
import type { Signature } from '../../files/onnx/index.ts';
import { readSignatureFile } from '../../files/index.ts';
import type { BenchmarkProblem } from './benchmark-problem.ts';
import type { BenchmarkOptions, BenchmarkRequest } from './benchmark-request.ts';
import type { BenchmarkResult } from './benchmark-result.ts';
import { CaseRecorder } from './case-recorder.ts';
import { defaultDeadlines } from './deadlines.ts';
import { fingerprint } from './fingerprint.ts';
import { hashModel } from './hash-model.ts';
import { problems } from './host-problems.ts';
import { runHost } from './host-process.ts';
import { acquireMachineLock, type MachineLock } from './machine-lock.ts';
import { budgets } from './method.ts';
import { planCases, type CaseInputs } from './plan-cases.ts';

export type BenchmarkOutcome = { readonly result: BenchmarkResult } | { readonly problem: BenchmarkProblem };

/**
 * Measures one ONNX model on one provider, in a child process that is gone when the promise settles. Whatever
 * the model does (crash, hang, eat the memory) is a problem with the phase it happened in. An aborted `signal`
 * kills the child at once and gives the problem `bench/cancelled`.
 */
export async function runBenchmark(
  request: BenchmarkRequest,
  options: BenchmarkOptions = {},
): Promise<BenchmarkOutcome> {
  try {
    return await prepareAndRun(request, options);
  } catch (error) {
    if (options.signal?.aborted === true) return { problem: problems.cancelled('start') };
    throw error;
  }
}

async function prepareAndRun(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
): Promise<BenchmarkOutcome> {
  options.onProgress?.({ step: 'read' });
  const model = resolve(request.model);
  const read = await readSignatureFile(model, options.signal === undefined ? {} : { signal: options.signal });
  if ('problem' in read) {
    const { code, message, hint } = read.problem;
    return { problem: { code: `model/${code}`, message, hint } };
  }
  const planned = planCases(read.signature, request);
  if ('problem' in planned) return planned;
  const lock = await lockMachine(options);
  try {
    return await measure(request, options, model, read.signature, planned.cases);
  } finally {
    lock?.release();
  }
}

/** Undefined when the file system gives no lock: a benchmark that may be disturbed beats none. */
async function lockMachine(options: BenchmarkOptions): Promise<MachineLock | undefined> {
  const { signal, onProgress, lockPath } = options;
  try {
    return await acquireMachineLock({
      ...(lockPath === undefined ? {} : { path: lockPath }),
      signal,
      onWait: (holder) => onProgress?.({ step: 'waiting', holder }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    onProgress?.({ step: 'unlocked', reason: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

async function measure(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
  model: string,
  signature: Signature,
  cases: readonly CaseInputs[],
): Promise<BenchmarkOutcome> {
  const measuredAt = new Date().toISOString();
  const hashed = await hashModel(model, basename(model), signature, {
    signal: options.signal,
    onBytes: (bytes, of) => options.onProgress?.({ step: 'hash', bytes, of }),
  });
  const plan = makePlan(request, model, cases);
  const recorder = new CaseRecorder(cases);
  const report = progressReporter(plan.method, options);
  const problem = await runHost({
    runtime: options.runtime ?? process.execPath,
    entry: options.hostEntry ?? shippedEntry(),
    plan,
    deadlines: { ...defaultDeadlines, ...options.deadlines },
    signal: options.signal,
    onStart: (pid) => options.onProgress?.({ step: 'started', pid }),
    onMessage: (message, phase) => {
      recorder.receive(message, phase);
      report(message, phase);
    },
  });
  if (problem !== undefined) return { problem };
  const { node, engineVersion } = recorder;
  const { engine, provider, threads = null } = plan;
  const result: BenchmarkResult = {
    version: 1,
    measuredAt,
    model: {
      ...hashed.file,
      parameters: signature.parameters,
      weightBytes: Object.values(signature.weightBytes).reduce((sum, bytes) => sum + bytes, 0),
      external: hashed.external,
    },
    machine: fingerprint({ node, engine, engineVersion, provider, threads }),
    method: plan.method,
    seed: plan.seed,
    cold: recorder.cold,
    cases: recorder.results,
  };
  return { result };
}

function makePlan(request: BenchmarkRequest, model: string, cases: readonly CaseInputs[]): Plan {
  return {
    version: protocolVersion,
    model,
    engine: request.engine ?? 'ort-node',
    provider: request.provider ?? 'cpu',
    ...(request.threads === undefined ? {} : { threads: clampThreads(request.threads) }),
    seed: BigInt.asUintN(64, request.seed ?? 42n).toString(),
    method: { ...budgets[request.budget ?? 'standard'], ...request.method },
    cases: cases.map(({ batch, plan }) => ({ batch, tensors: plan.tensors })),
  };
}

/** ONNX Runtime hangs for minutes when it is asked for very many threads. */
function clampThreads(threads: number): number {
  return Math.min(Math.max(1, Math.trunc(threads)), 4 * availableParallelism());
}

/** From source the child is a TypeScript file in its own room; shipped, it lies beside the bundle. */
function shippedEntry(): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? '../host/main.ts' : './bench-host.mjs', import.meta.url));
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
