import { resolve } from 'node:path';
import { readSignatureFile } from '../../files/index.ts';
import type { BenchmarkOptions, BenchmarkRequest } from '../run/benchmark-request.ts';
import type { BenchmarkResult, CaseResult } from '../run/benchmark-result.ts';
import { makePlan } from '../run/make-plan.ts';
import { planCases } from '../run/plan-cases.ts';
import { runBenchmark, withMachineLock } from '../run/run-benchmark.ts';
import { measureInstances } from './instances.ts';
import type { Conclusion, ScenarioOutcome } from './scenario.ts';

/** Several runs at a time on one session, each number beside the single stream. */
export async function concurrencySweep(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
  numbers: readonly number[],
): Promise<ScenarioOutcome> {
  const scenarios = [
    { kind: 'single-stream' } as const,
    ...several(numbers).map((concurrency) => ({ kind: 'concurrency', concurrency }) as const),
  ];
  const outcome = await runBenchmark({ ...request, scenarios }, options);
  if ('problem' in outcome) return { results: [], problem: outcome.problem };
  return { results: [outcome.result], ...concluded(outcome.result.cases, 'runs at a time') };
}

/** Several processes with a copy of the model each, as a server's instances; each number beside the single stream. */
export async function instancesSweep(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
  numbers: readonly number[],
): Promise<ScenarioOutcome> {
  const outcome = await runBenchmark(request, options);
  if ('problem' in outcome) return { results: [], problem: outcome.problem };
  let { result }: { result: BenchmarkResult } = outcome;
  const model = resolve(request.model);
  const read = await readSignatureFile(model, options.signal === undefined ? {} : { signal: options.signal });
  if ('problem' in read) throw new Error('The model was there a moment ago.');
  const planned = await planCases(read.signature, model, request, options.signal);
  if ('problem' in planned) return { results: [result], problem: planned.problem };
  try {
    for (const inputs of planned.cases) {
      for (const instances of several(numbers)) {
        const plan = makePlan(request, model, [inputs]);
        const found = await withMachineLock(options, () =>
          measureInstances(plan, inputs, instances, options),
        );
        if ('problem' in found) return { results: [result], problem: found.problem };
        result = { ...result, cases: [...result.cases, found.measured] };
      }
    }
  } finally {
    planned.dispose();
  }
  return { results: [result], ...concluded(result.cases, 'instances') };
}

/** One at a time is the single stream. */
const several = (numbers: readonly number[]): readonly number[] =>
  [...new Set(numbers)].filter((number) => number > 1).sort((a, b) => a - b);

/** How much more the largest number does than one, for the first batch. */
function concluded(cases: readonly CaseResult[], words: string): { readonly conclusion?: Conclusion } {
  const { batch } = cases[0]!;
  const own = cases.filter((each) => each.batch === batch);
  const [alone, most] = [own[0]!, own.at(-1)!];
  const of = most.concurrency ?? 1;
  if (of === 1) return {};
  const scaling = most.throughput.value / alone.throughput.value;
  const sentence = `${of} ${words} do ${Number(scaling.toPrecision(3))} times as much as one.`;
  return { conclusion: { kind: 'copies', scaling, of, sentence } };
}
