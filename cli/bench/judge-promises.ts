import { caseName, judgePromise, type CaseResult, type LatencyLimit } from '../../bench/index.ts';
import type { Promised } from './subjects.ts';

export interface PromiseVerdict {
  /** Qualified name of what promises it: a service, or the model itself. */
  readonly service: string;
  /** As written, such as `latency.p99 < 20ms`. */
  readonly objective: string;
  readonly batch: number;
  /** What was measured, such as `batch 8` or `batch 1, 200/s`. */
  readonly measured: string;
  /** `unmeasured` is what a benchmark of a model alone says nothing about, such as availability. */
  readonly verdict: 'kept' | 'broken' | 'undecided' | 'unmeasured';
  readonly reason: string;
}

/** Holds a measured case against what is promised of its model. */
export function judgePromised(
  { by, objective, models, copies }: Promised,
  measured: CaseResult,
): PromiseVerdict {
  const { measure, comparison, limit, expression } = objective;
  const value = typeof limit === 'number' ? limit : limit.value;
  const { verdict, reason } = judgePromise({ measure, comparison, limit: value, models, copies }, measured);
  return {
    service: by,
    objective: expression.text,
    batch: measured.batch,
    measured: caseName(measured),
    verdict,
    reason,
  };
}

/** The strictest latency that is promised of a model: what a search for a rate or a batch has to keep. */
export function limitOf(promises: readonly Promised[]): LatencyLimit | undefined {
  const limits = promises.flatMap(({ objective: { measure, comparison, limit } }): LatencyLimit[] => {
    const quantile = /^latency\.(p50|p90|p95|p99)$/.exec(measure)?.[1] as
      LatencyLimit['quantile'] | undefined;
    if (quantile === undefined || !comparison.startsWith('<')) return [];
    return [{ quantile, seconds: typeof limit === 'number' ? limit : limit.value }];
  });
  return limits.sort((a, b) => a.seconds - b.seconds)[0];
}
