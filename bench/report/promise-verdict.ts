import type { CaseResult } from '../run/benchmark-result.ts';
import { judge, type Verdict } from '../verdict/judge.ts';
import { QUANTILES, type Interval, type MeasuredCase } from './measured-result.ts';

/** What a service promises, as far as one of its models can keep it. The limit is in SI units. */
export interface ServicePromise {
  readonly measure: string;
  readonly comparison: '<' | '<=' | '>' | '>=' | '==';
  readonly limit: number;
  /** Models that one request runs through. */
  readonly models: number;
  /** Copies of the model that may run at the same time. */
  readonly copies: number;
}

/** `unmeasured`: a benchmark says nothing about it, or there is none. */
export interface PromiseVerdict {
  readonly verdict: Verdict['verdict'] | 'unmeasured';
  /** Why, as one or more sentences. */
  readonly reason: string;
  /** The figure that decided, where there is one. */
  readonly observed?: Interval;
  /** Items in the batch that decided. */
  readonly batch?: number;
}

/** Whether the benchmark of a model says anything about it. */
export const isMeasurable = (measure: string): boolean => MEASURED.test(measure);

const MEASURED = /^(?:latency\.(?:p50|p90|p95|p99|mean|min|max)|throughput|memory)$/u;

/**
 * Holds the measured cases of one model against a promise. A promise of latency or memory is broken by one batch that
 * breaks it; one of throughput is kept by one batch that keeps it, for a service may put requests together.
 */
export function verdictOf(promise: ServicePromise, cases: readonly MeasuredCase[]): PromiseVerdict {
  const { measure, comparison } = promise;
  if (!isMeasurable(measure)) {
    return { verdict: 'unmeasured', reason: `A benchmark of a model alone does not measure ${measure}.` };
  }
  if (comparison === '==') {
    return { verdict: 'undecided', reason: 'A measured figure is never exactly equal to a limit.' };
  }
  const judged = cases.flatMap((each) => judgeCase(promise, each) ?? []);
  const isLenient = measure === 'throughput';
  const order = isLenient ? LENIENT : STRICT;
  const [decides] = judged.sort((a, b) => {
    const figure = ({ observed }: PromiseVerdict): number => observed?.value ?? 0;
    // The batch that gets most done; the slowest one that keeps a promise; the first one that breaks it.
    const larger = isLenient || a.verdict !== 'broken' ? -1 : 1;
    return order.indexOf(a.verdict) - order.indexOf(b.verdict) || larger * (figure(a) - figure(b));
  });
  return decides ?? { verdict: 'unmeasured', reason: 'The result has no figures that can be judged.' };
}

const STRICT: readonly PromiseVerdict['verdict'][] = ['broken', 'undecided', 'kept'];
const LENIENT: readonly PromiseVerdict['verdict'][] = ['kept', 'undecided', 'broken'];

/** Undefined for a case that lacks what a verdict needs. */
function judgeCase(promise: ServicePromise, measured: MeasuredCase): PromiseVerdict | undefined {
  if (!isWhole(measured)) return undefined;
  const { measure, comparison, limit, models, copies } = promise;
  if (comparison === '==') return undefined;
  const result = judge({ metric: measure, comparison, limit }, measured.raw as unknown as CaseResult);
  const base = { batch: measured.batch, ...(result.observed ? { observed: result.observed } : {}) };
  if (result.verdict === 'kept' && models > 1) {
    const reason = `${result.reason} But a request runs through ${models} models, and this is one of them.`;
    return { ...base, verdict: 'undecided', reason };
  }
  if (result.verdict === 'broken' && measure === 'throughput' && copies > 1) {
    const reason = `${result.reason} But that is one copy, and the service may run ${copies}.`;
    return { ...base, verdict: 'undecided', reason };
  }
  return { ...base, verdict: result.verdict, reason: result.reason };
}

/** Lines of other versions, and those that people wrote, may lack anything. */
const isWhole = ({ latency, throughput, memory, noise }: MeasuredCase): boolean =>
  QUANTILES.slice(0, 4).every((name) => latency[name] !== undefined) &&
  latency.mean !== undefined &&
  throughput !== undefined &&
  memory !== undefined &&
  noise !== undefined;
