import type { HostMessage, Plan } from '../host/messages.ts';
import type { Phase } from '../host/phase.ts';
import type { BenchmarkProblem } from './benchmark-problem.ts';
import type { BenchmarkOptions } from './benchmark-request.ts';
import { CaseRecorder } from './case-recorder.ts';
import type { ChildObserver } from './child-observer.ts';
import { defaultDeadlines } from './deadlines.ts';
import { runHostWithFallback } from './engine-fallback.ts';
import type { HostRequest } from './host-process.ts';
import type { CaseInputs } from './plan-cases.ts';
import { shippedEntry } from './shipped-entry.ts';

export interface ChildRequest {
  readonly plan: Plan;
  readonly cases: readonly CaseInputs[];
  readonly observer?: ChildObserver;
  readonly onMessage?: (message: HostMessage, phase: Phase) => void;
  /** Takes the messages; a new one when left out. */
  readonly recorder?: CaseRecorder;
  /** Path of the child's program; that of `options` when left out. */
  readonly entry?: string;
  readonly onOrders?: HostRequest['onOrders'];
}

/** Runs one child to its end; it is gone when the promise settles. */
export async function runChild(
  {
    plan,
    cases,
    observer,
    onMessage,
    onOrders,
    entry,
    recorder = new CaseRecorder(cases, observer),
  }: ChildRequest,
  options: BenchmarkOptions,
): Promise<{ readonly recorder: CaseRecorder } | { readonly problem: BenchmarkProblem }> {
  const request: HostRequest = {
    runtime: options.runtime ?? process.execPath,
    entry: entry ?? options.hostEntry ?? shippedEntry('host'),
    plan,
    deadlines: { ...defaultDeadlines, ...options.deadlines },
    signal: options.signal,
    memoryLimit: options.memoryLimit,
    onStart: (pid) => {
      observer?.childStarted(pid);
      options.onProgress?.({ step: 'started', pid });
    },
    onMessage: (message, phase) => {
      recorder.receive(message, phase);
      onMessage?.(message, phase);
    },
    ...(onOrders === undefined ? {} : { onOrders }),
  };
  const problem = await runHostWithFallback(request, () => recorder.restart());
  observer?.stop();
  return problem === undefined ? { recorder } : { problem };
}
