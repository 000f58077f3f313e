import { resolve } from 'node:path';
import { readSignatureFile } from '../../files/index.ts';
import type { BenchmarkProblem } from './benchmark-problem.ts';
import type { BenchmarkOptions, BenchmarkRequest } from './benchmark-request.ts';
import type { BenchmarkResult } from './benchmark-result.ts';
import { problems } from './host-problems.ts';
import { acquireMachineLock, type MachineLock } from './machine-lock.ts';
import { measureModel } from './measure-model.ts';
import { planCases } from './plan-cases.ts';

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
  const planned = await planCases(read.signature, model, request, options.signal);
  if ('problem' in planned) return planned;
  try {
    return await withMachineLock(options, () =>
      measureModel({ request, model, signature: read.signature, planned }, options),
    );
  } finally {
    planned.dispose();
  }
}

/** Does the work while no other benchmark runs on this machine. */
export async function withMachineLock<T>(options: BenchmarkOptions, work: () => Promise<T>): Promise<T> {
  const lock = await lockMachine(options);
  try {
    return await work();
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
