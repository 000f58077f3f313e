/** The face of the room in Node: measuring models, judging the figures, keeping them. */
export type { BenchmarkProblem, BenchmarkProblemCode } from './run/benchmark-problem.ts';
export type { BenchmarkOptions, BenchmarkRequest, BudgetName, Progress } from './run/benchmark-request.ts';
export type {
  BenchmarkResult,
  CaseResult,
  ColdTimes,
  Remark,
  RemarkCode,
  ScenarioName,
} from './run/benchmark-result.ts';
export { caseName } from './run/remarks.ts';
export { timeLeftText } from './report/time-left-text.ts';
export { expectedComparison, expectedWork } from './scenarios/expected-work.ts';
export { TimeLeft, type ExpectedWork } from './run/time-left.ts';
export { plainReference } from './scenarios/optimisation-sweep.ts';
export type { LatencyLimit } from './scenarios/latency-limit.ts';
export { runScenario, type ScenarioSettings } from './scenarios/run-scenario.ts';
export {
  scenarioNames,
  type Conclusion,
  type LevelCheck,
  type ScenarioKind,
  type ScenarioOutcome,
} from './scenarios/scenario.ts';
export {
  compareModels,
  type ComparedSide,
  type Comparison,
  type ComparisonOutcome,
  type ComparisonRequest,
} from './compare/compare-models.ts';
export { checkOutputs, type Agreement, type LabelSource } from './compare/compare-outputs.ts';
export type { Contender } from './compare/contenders.ts';
export { modelAtRevision, type RevisedModel } from './compare/model-at-revision.ts';
export type { OutputErrors } from './compare/output-errors.ts';
export type { Change } from './statistics/paired-ratio.ts';
export { describeInputs } from './inputs/knowledge/describe-inputs.ts';
export {
  baselinePath,
  readBaseline,
  saveBaseline,
  sinceBaseline,
  type Baseline,
  type SinceBaseline,
} from './history/baseline.ts';
export type { Fingerprint } from './run/fingerprint.ts';
export { runBenchmark, type BenchmarkOutcome } from './run/run-benchmark.ts';
export type { Estimate, TooFewSamples } from './statistics/quantile.ts';
export type { Noise, NoiseGrade } from './statistics/noise.ts';
export { judge, type Objective, type Verdict } from './verdict/judge.ts';
export { judgePromise } from './verdict/judge-promise.ts';
export { formatBytes, formatRate, formatSeconds } from './verdict/quantity-format.ts';
export {
  appendHistory,
  comparable,
  historyPath,
  latest,
  readHistory,
  type ComparisonEntry,
  type HistoryEntry,
  type HistoryProblem,
} from './history/history.ts';
export { appendEvidence, evidencePath, type EvidenceProblem } from './import/evidence.ts';
export { importEvidence, type EvidenceOf, type ImportProblem } from './import/import-evidence.ts';
export { nextMeasurement, type Next, type Taken } from './recommend/next-measurement.ts';
export { searchSettings, type Asked, type Found } from './recommend/search-settings.ts';
export { sameSettings, sizeOf, type SearchSpace, type ServerSettings } from './recommend/search-space.ts';
export { EFFORTS, type PromisedLatency } from './triton/highest-rate.ts';
export { modelRequests } from './triton/model-requests.ts';
export type { DeclaredSettings } from './triton/open-server.ts';
export { servedSignature } from './triton/served-signature.ts';
export type { ServerFigure } from './triton/server-under-test.ts';
export { TritonClient } from './triton/triton-client.ts';
export type { TritonProblem } from './triton/triton-problem.ts';
export { hashServed, tunedEvidence } from './triton/tuned-evidence.ts';
export { tuneServer, type Tuned, type TuneProgress } from './triton/tune-server.ts';
