import type { Agreement } from '../compare/compare-outputs.ts';
import type { Optimisation } from '../host/messages.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { BenchmarkOptions, BenchmarkRequest } from '../run/benchmark-request.ts';
import type { BenchmarkResult } from '../run/benchmark-result.ts';
import { runBenchmark } from '../run/run-benchmark.ts';

/** What can be found out about a model by measuring it in several ways. */
export const scenarioNames = [
  'single-stream',
  'batch',
  'concurrency',
  'instances',
  'server',
  'cold',
  'threads',
  'optimisation',
] as const;

export type ScenarioKind = (typeof scenarioNames)[number];

/** What a scenario found: as much as was measured, and why it ended early where it did. */
export interface ScenarioOutcome {
  readonly results: readonly BenchmarkResult[];
  readonly conclusion?: Conclusion;
  /** For `optimisation`: whether the outputs of each level are right. */
  readonly levels?: readonly LevelCheck[];
  readonly problem?: BenchmarkProblem;
}

/** Whether a model that is optimised so far still says what it says on the processor as it is written. */
export interface LevelCheck {
  readonly optimisation: Optimisation;
  readonly agreement: Agreement;
}

/** What the figures come to, for programs, and in a sentence. */
export type Conclusion = { readonly sentence: string } & (
  | {
      readonly kind: 'batch';
      /** First batch with 90 % of the highest throughput. */
      readonly knee: number;
      readonly stopped: 'end' | 'gain' | 'objective' | 'fixed' | 'memory';
    }
  | { readonly kind: 'copies'; readonly scaling: number; readonly of: number }
  | { readonly kind: 'rate'; /** Items a second; null when none keeps it. */ readonly rate: number | null }
  | { readonly kind: 'threads'; readonly best: number }
  | {
      readonly kind: 'optimisation';
      /** Fastest level with the right outputs; null without any. */
      readonly best: Optimisation | null;
    }
);

/** Measures one thing after the other until there is nothing left or something fails. */
export async function runEach(
  requests: readonly BenchmarkRequest[],
  options: BenchmarkOptions,
): Promise<ScenarioOutcome> {
  const results: BenchmarkResult[] = [];
  for (const request of requests) {
    const outcome = await runBenchmark(request, options);
    if ('problem' in outcome) return { results, problem: outcome.problem };
    results.push(outcome.result);
  }
  return { results };
}

/** The further measurements of a series need no cold times and no placement of their own. */
export const further = (request: BenchmarkRequest): BenchmarkRequest => ({
  ...request,
  coldChildren: 1,
  placement: false,
});

/** The result with the shortest mean run of its first case. */
export function fastest(results: readonly BenchmarkResult[]): BenchmarkResult | undefined {
  const time = ({ cases }: BenchmarkResult): number => cases[0]?.latency.mean.value ?? Infinity;
  return [...results].sort((a, b) => time(a) - time(b))[0];
}
