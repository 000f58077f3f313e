/** The face of the room in Node: measuring models, judging the figures, keeping them. */
export type { BenchmarkProblem, BenchmarkProblemCode } from './run/benchmark-problem.ts';
export type { BenchmarkOptions, BenchmarkRequest, BudgetName, Progress } from './run/benchmark-request.ts';
export type { BenchmarkResult, CaseResult, ColdTimes } from './run/benchmark-result.ts';
export type { Fingerprint } from './run/fingerprint.ts';
export { runBenchmark, type BenchmarkOutcome } from './run/run-benchmark.ts';
export type { Estimate, TooFewSamples } from './statistics/quantile.ts';
export type { Noise, NoiseGrade } from './statistics/noise.ts';
export { judge, type Objective, type Verdict } from './verdict/judge.ts';
export { formatBytes, formatRate, formatSeconds } from './verdict/quantity-format.ts';
export {
  appendHistory,
  comparable,
  historyPath,
  latest,
  readHistory,
  type HistoryEntry,
  type HistoryProblem,
} from './history/history.ts';
