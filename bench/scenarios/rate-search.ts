import { formatRate, formatSeconds } from '../verdict/quantity-format.ts';
import type { BenchmarkOptions, BenchmarkRequest } from '../run/benchmark-request.ts';
import type { BenchmarkResult, CaseResult } from '../run/benchmark-result.ts';
import { runBenchmark } from '../run/run-benchmark.ts';
import { keepsLimit, type LatencyLimit } from './latency-limit.ts';
import { further, type ScenarioOutcome } from './scenario.ts';

/** The search ends when what is kept and what is not are this near. */
const nearness = 1.05;
export const mostSteps = 9;
/** A queue that is busy all the time never empties, and below this the arrivals hardly ever meet. */
const [highest, lowest] = [0.98, 0.02];

/**
 * The highest rate of random arrivals whose latency keeps the limit, by halving between a rate that does and one that
 * does not. It starts from what a single stream does, which no open loop can exceed.
 */
export async function rateSearch(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
  limit: LatencyLimit,
): Promise<ScenarioOutcome> {
  const first = await runBenchmark(request, options);
  if ('problem' in first) return { results: [], problem: first.problem };
  let result: BenchmarkResult = first.result;
  const most = result.cases[0]!.throughput.value;
  const seed = (request.seed ?? 42n).toString();
  let kept: number | null = null;
  let notKept = highest * most;
  let rate = 0.7 * most;
  for (let step = 0; step < mostSteps && rate >= lowest * most; step++) {
    const scenarios = [{ kind: 'server', rate, seed }] as const;
    const outcome = await runBenchmark({ ...further(request), scenarios }, options);
    if ('problem' in outcome) return { results: [result], problem: outcome.problem };
    const measured: CaseResult = outcome.result.cases[0]!;
    result = { ...result, cases: [...result.cases, measured] };
    // What is not decided is not promised.
    if (keepsLimit(measured, limit) === 'kept') kept = rate;
    else notKept = rate;
    if (kept !== null && notKept / kept <= nearness) break;
    rate = kept === null ? notKept / 2 : Math.sqrt(kept * notKept);
  }
  const promise = `latency.${limit.quantile} < ${formatSeconds(limit.seconds)}`;
  const sentence =
    kept === null
      ? `No rate was found that keeps ${promise}.`
      : `Up to ${formatRate(kept)} keep ${promise}, ${formatRate(notKept)} did not.`;
  return { results: [result], conclusion: { kind: 'rate', rate: kept, sentence } };
}
