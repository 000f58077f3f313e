import { caseName, judge, type CaseResult, type LatencyLimit } from '../../bench/index.ts';
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

const MEASURED = /^(latency\.(p50|p90|p95|p99|mean|min|max)|throughput|memory)$/;

/**
 * Holds a measured case against what a service promises. One model measured alone can't say more than it
 * has seen: it can't keep the promise of an ensemble, nor break the throughput of several copies.
 */
export function judgePromise(
  { by, objective, models, copies }: Promised,
  measured: CaseResult,
): PromiseVerdict {
  const base = {
    service: by,
    objective: objective.expression.text,
    batch: measured.batch,
    measured: caseName(measured),
  };
  const { measure, comparison, limit } = objective;
  if (!MEASURED.test(measure)) {
    return {
      ...base,
      verdict: 'unmeasured',
      reason: `A benchmark of the model alone does not measure ${measure}.`,
    };
  }
  if (comparison === '==')
    return { ...base, verdict: 'undecided', reason: 'A measured figure is never exactly equal to a limit.' };
  const value = typeof limit === 'number' ? limit : limit.value;
  const { verdict, reason } = judge({ metric: measure, comparison, limit: value }, measured);
  if (verdict === 'kept' && models > 1) {
    return {
      ...base,
      verdict: 'undecided',
      reason: `${reason} But a request runs through ${models} models, and this is one of them.`,
    };
  }
  if (verdict === 'broken' && measure === 'throughput' && copies > 1) {
    return {
      ...base,
      verdict: 'undecided',
      reason: `${reason} But that is one copy, and the service may run ${copies}.`,
    };
  }
  return { ...base, verdict, reason };
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
