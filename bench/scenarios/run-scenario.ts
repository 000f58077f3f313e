import { availableParallelism } from 'node:os';
import type { LabelSource } from '../compare/compare-outputs.ts';
import type { BenchmarkOptions, BenchmarkRequest } from '../run/benchmark-request.ts';
import { runBenchmark } from '../run/run-benchmark.ts';
import { batchSweep } from './batch-sweep.ts';
import { concurrencySweep, instancesSweep } from './copies.ts';
import type { LatencyLimit } from './latency-limit.ts';
import { optimisationSweep } from './optimisation-sweep.ts';
import { rateSearch } from './rate-search.ts';
import { fastest, further, runEach, type ScenarioKind, type ScenarioOutcome } from './scenario.ts';

export interface ScenarioSettings {
  /** Runs or processes at a time. */
  readonly concurrency?: readonly number[];
  /** Items a second, for `server`; searched for when left out. */
  readonly rate?: number;
  /** What `server` searches by and `batch` stops at. */
  readonly limit?: LatencyLimit;
  /** Where rows with known answers may be found, which `optimisation` asks whether its levels are right. */
  readonly labels?: LabelSource;
}

/**
 * Measures a model in one way of use. Problems end it; what was measured before stays. An aborted `signal` is the
 * problem `bench/cancelled`.
 */
export async function runScenario(
  kind: ScenarioKind,
  request: BenchmarkRequest,
  settings: ScenarioSettings,
  options: BenchmarkOptions = {},
): Promise<ScenarioOutcome> {
  const numbers = settings.concurrency ?? upToCores();
  switch (kind) {
    case 'single-stream':
      return runEach([request], options);
    case 'batch':
      return batchSweep(request, options, settings.limit);
    case 'concurrency':
      return concurrencySweep(request, options, numbers);
    case 'instances':
      return instancesSweep(request, options, numbers);
    case 'server':
      return server(request, settings, options);
    case 'cold':
      return runEach([{ ...request, coldChildren: 9, budget: 'quick' }], options);
    case 'threads':
      return threadsSweep(request, options, numbers);
    case 'optimisation':
      return optimisationSweep(request, options, settings.labels);
  }
}

async function server(
  request: BenchmarkRequest,
  { rate, limit }: ScenarioSettings,
  options: BenchmarkOptions,
): Promise<ScenarioOutcome> {
  if (rate === undefined && limit !== undefined) return rateSearch(request, options, limit);
  if (rate === undefined) {
    return {
      results: [],
      problem: {
        code: 'bench/no-rate',
        message: 'Nobody said how many requests come, and there is no objective to search the rate by.',
        hint: 'Give --rate, or declare an objective such as latency.p99 < 20ms in the service.',
      },
    };
  }
  const seed = (request.seed ?? 42n).toString();
  const outcome = await runBenchmark({ ...request, scenarios: [{ kind: 'server', rate, seed }] }, options);
  return 'problem' in outcome ? { results: [], problem: outcome.problem } : { results: [outcome.result] };
}

/** The settings differ, so that each number of threads is a result of its own. */
async function threadsSweep(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
  numbers: readonly number[],
): Promise<ScenarioOutcome> {
  const requests = numbers.map((threads, index) => ({
    ...(index === 0 ? request : further(request)),
    threads,
  }));
  const outcome = await runEach(requests, options);
  const best = fastest(outcome.results);
  if (best === undefined || outcome.problem !== undefined) return outcome;
  const threads = best.machine.threads ?? 1;
  const sentence = `Fastest with ${threads} ${threads === 1 ? 'thread' : 'threads'} inside an operator.`;
  return { ...outcome, conclusion: { kind: 'threads', best: threads, sentence } };
}

/** 1, 2, 4 … up to the cores of this machine. */
export function upToCores(): readonly number[] {
  const cores = availableParallelism();
  const powers: number[] = [];
  for (let number = 1; number < cores; number *= 2) powers.push(number);
  return [...powers, cores];
}
