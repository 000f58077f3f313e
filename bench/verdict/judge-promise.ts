import type { CaseResult } from '../run/benchmark-result.ts';
import { judge, type Objective, type Verdict } from './judge.ts';

/** What is promised of a model, or of a service as far as one of its models can keep it. The limit is in SI units. */
export interface ModelPromise {
  readonly measure: string;
  readonly comparison: '<' | '<=' | '>' | '>=' | '==';
  readonly limit: number;
  /** Models that one request runs through. */
  readonly models: number;
  /** Copies of the model that may run at the same time. */
  readonly copies: number;
}

/** `unmeasured` is what a benchmark of a model alone says nothing about, such as availability. */
export interface PromiseJudgement extends Pick<Verdict, 'reason' | 'observed'> {
  readonly verdict: Verdict['verdict'] | 'unmeasured';
}

const MEASURED = /^(?:latency\.(?:p50|p90|p95|p99|mean|min|max)|throughput|memory)$/u;

/** Whether the benchmark of a model says anything about it. */
export const isMeasurable = (measure: string): boolean => MEASURED.test(measure);

/** What is said of a promise whatever was measured; undefined where the figures decide. */
export function judgeUnmeasured({ measure, comparison }: ModelPromise): PromiseJudgement | undefined {
  if (!isMeasurable(measure)) {
    return { verdict: 'unmeasured', reason: `A benchmark of a model alone does not measure ${measure}.` };
  }
  if (comparison !== '==') return undefined;
  return { verdict: 'undecided', reason: 'A measured figure is never exactly equal to a limit.' };
}

/**
 * Holds a measured case against a promise. One model measured alone can't say more than it has seen: it can't keep
 * the promise of an ensemble, nor break the throughput of several copies.
 */
export function judgePromise(promise: ModelPromise, measured: CaseResult): PromiseJudgement {
  const { measure, comparison, limit, models, copies } = promise;
  const known = judgeUnmeasured(promise);
  if (known) return known;
  const judged = judge(
    { metric: measure, comparison: comparison as Objective['comparison'], limit },
    measured,
  );
  const doubt =
    judged.verdict === 'kept' && models > 1
      ? `But a request runs through ${models} models, and this is one of them.`
      : judged.verdict === 'broken' && measure === 'throughput' && copies > 1
        ? `But that is one copy, and the service may run ${copies}.`
        : undefined;
  return doubt === undefined
    ? judged
    : { ...judged, verdict: 'undecided', reason: `${judged.reason} ${doubt}` };
}
