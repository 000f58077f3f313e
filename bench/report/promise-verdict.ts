import type { CaseResult } from '../run/benchmark-result.ts';
import {
  judgePromise,
  judgeUnmeasured,
  type ModelPromise,
  type PromiseJudgement,
} from '../verdict/judge-promise.ts';
import { QUANTILES, type Interval, type MeasuredCase } from './measured-result.ts';

/** `unmeasured` also where there is no benchmark. */
export interface PromiseVerdict extends Pick<PromiseJudgement, 'verdict' | 'reason'> {
  /** The figure that decided, where there is one. */
  readonly observed?: Interval;
  /** Items in the batch that decided. */
  readonly batch?: number;
}

/**
 * Holds the measured cases of one model against a promise. A promise of latency or memory is broken by one batch that
 * breaks it; one of throughput is kept by one batch that keeps it, for a service may put requests together.
 */
export function verdictOf(promise: ModelPromise, cases: readonly MeasuredCase[]): PromiseVerdict {
  const known = judgeUnmeasured(promise);
  if (known) return { verdict: known.verdict, reason: known.reason };
  const judged = cases.flatMap((each) => judgeCase(promise, each) ?? []);
  const isLenient = promise.measure === 'throughput';
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
function judgeCase(promise: ModelPromise, measured: MeasuredCase): PromiseVerdict | undefined {
  if (!isWhole(measured)) return undefined;
  const { verdict, reason, observed } = judgePromise(promise, measured.raw as unknown as CaseResult);
  return { batch: measured.batch, verdict, reason, ...(observed ? { observed } : {}) };
}

/** Lines of other versions, and those that people wrote, may lack anything. */
const isWhole = ({ latency, throughput, memory, noise }: MeasuredCase): boolean =>
  QUANTILES.slice(0, 4).every((name) => latency[name] !== undefined) &&
  latency.mean !== undefined &&
  throughput !== undefined &&
  memory !== undefined &&
  noise !== undefined;
