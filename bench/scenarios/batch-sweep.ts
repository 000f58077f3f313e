import type { BenchmarkOptions, BenchmarkRequest } from '../run/benchmark-request.ts';
import type { BenchmarkResult, CaseResult } from '../run/benchmark-result.ts';
import { runBenchmark } from '../run/run-benchmark.ts';
import { keepsLimit, type LatencyLimit } from './latency-limit.ts';
import { further, type Conclusion, type ScenarioOutcome } from './scenario.ts';

export const usualBatches = [1, 2, 4, 8, 16, 32, 64, 128];
/** Less gain of throughput than this from one batch to the next is none. */
const smallestGain = 0.05;
const kneeShare = 0.9;

type Stopped = Extract<Conclusion, { kind: 'batch' }>['stopped'];

/**
 * Measures batch after batch from the smallest, until throughput stops growing or the limit is broken. All cases are
 * in one result.
 */
export async function batchSweep(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
  limit: LatencyLimit | undefined,
): Promise<ScenarioOutcome> {
  const batches = [...(request.batches ?? usualBatches)].sort((a, b) => a - b);
  // Somebody who names batches wants all of them.
  const isOpen = request.batches === undefined;
  let result: BenchmarkResult | undefined;
  let stopped: Stopped = 'end';
  for (const batch of batches) {
    const base = result === undefined ? request : further(request);
    const outcome = await runBenchmark({ ...base, batches: [batch] }, options);
    if ('problem' in outcome) {
      const end = result === undefined ? undefined : endBy(outcome.problem.code);
      if (end === undefined || !isOpen)
        return { results: result === undefined ? [] : [result], problem: outcome.problem };
      stopped = end;
      break;
    }
    const { result: next } = outcome;
    result = result === undefined ? next : joined(result, next);
    const [before, now] = result.cases.slice(-2);
    if (limit !== undefined && keepsLimit(result.cases.at(-1)!, limit) === 'broken') stopped = 'objective';
    else if (isOpen && now !== undefined && gain(before!, now) < smallestGain) stopped = 'gain';
    if (stopped === 'gain' || (stopped === 'objective' && isOpen)) break;
  }
  if (result === undefined) return { results: [] };
  return { results: [result], conclusion: conclude(result.cases, stopped) };
}

/** A batch that the model or the memory does not take ends the sweep; what was measured before is good. */
function endBy(code: string): Stopped | undefined {
  if (code === 'input/shape') return 'fixed';
  return ['run/out-of-memory', 'host/killed', 'host/memory'].includes(code) ? 'memory' : undefined;
}

const gain = (before: CaseResult, now: CaseResult): number =>
  now.throughput.value / before.throughput.value - 1;

function joined(all: BenchmarkResult, next: BenchmarkResult): BenchmarkResult {
  const remarks = [...(all.remarks ?? []), ...(next.remarks ?? [])];
  const known = new Set<string>();
  const isNew = ({ message }: { readonly message: string }): boolean =>
    !known.has(message) && !!known.add(message);
  return { ...all, cases: [...all.cases, ...next.cases], remarks: remarks.filter(isNew) };
}

/** The knee is the first batch with 90 % of the highest throughput: beyond it latency grows and little else. */
export function kneeOf(cases: readonly Pick<CaseResult, 'batch' | 'throughput'>[]): number | undefined {
  const highest = Math.max(...cases.map(({ throughput }) => throughput.value));
  return cases.find(({ throughput }) => throughput.value >= kneeShare * highest)?.batch;
}

const reasons: Readonly<Record<Stopped, string>> = {
  end: '',
  gain: '; larger batches gain nothing',
  objective: '; larger batches break the objective',
  fixed: '; the model takes no larger batch',
  memory: '; there is no memory for larger batches',
};

function conclude(cases: readonly CaseResult[], stopped: Stopped): Conclusion {
  const knee = kneeOf(cases)!;
  return { kind: 'batch', knee, stopped, sentence: `The knee is batch ${knee}${reasons[stopped]}.` };
}
