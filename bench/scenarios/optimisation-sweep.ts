import { checkOutputs, type LabelSource } from '../compare/compare-outputs.ts';
import type { Optimisation } from '../host/messages.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { BenchmarkOptions, BenchmarkRequest } from '../run/benchmark-request.ts';
import type { BenchmarkResult } from '../run/benchmark-result.ts';
import { fastest, further, runEach, type LevelCheck, type ScenarioOutcome } from './scenario.ts';

export const optimisationLevels: readonly Optimisation[] = ['none', 'basic', 'extended', 'all'];

/**
 * Measures each level of graph optimisation, and holds the outputs of each against those of the processor without any:
 * a level that is faster and answers something else is none to choose.
 */
export async function optimisationSweep(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
  labels: LabelSource | undefined,
): Promise<ScenarioOutcome> {
  const requests = optimisationLevels.map((optimisation, index) => ({
    ...(index === 0 ? request : further(request)),
    optimisation,
  }));
  const outcome = await runEach(requests, options);
  if (outcome.problem !== undefined) return outcome;
  const checked = await checkLevels(request, options, labels);
  if ('problem' in checked) return { ...outcome, problem: checked.problem };
  return { ...outcome, levels: checked.levels, conclusion: conclude(outcome.results, checked.levels) };
}

/** On the processor the level `none` is the reference itself. */
export const checkedLevels = (provider: string): readonly Optimisation[] =>
  optimisationLevels.filter((level) => provider !== 'cpu' || level !== 'none');

async function checkLevels(
  request: BenchmarkRequest,
  options: BenchmarkOptions,
  labels: LabelSource | undefined,
): Promise<{ readonly levels: readonly LevelCheck[] } | { readonly problem: BenchmarkProblem }> {
  const { provider = 'cpu', engine: _, ...plain } = request;
  const reference = plainReference({ ...plain, provider: 'cpu' });
  const levels: LevelCheck[] = [];
  for (const optimisation of checkedLevels(provider)) {
    const candidate = { label: optimisation, request: { ...request, optimisation } };
    const agreement = await checkOutputs(reference, candidate, options, labels);
    if ('problem' in agreement) return agreement;
    levels.push({ optimisation, agreement });
  }
  return { levels };
}

/** The same model on the processor, as it is written: what every other way to run it is held against. */
export function plainReference({ threads: _, ...request }: BenchmarkRequest): {
  readonly label: string;
  readonly request: BenchmarkRequest;
} {
  return { label: 'cpu', request: { ...request, optimisation: 'none' } };
}

function conclude(
  results: readonly BenchmarkResult[],
  levels: readonly LevelCheck[],
): NonNullable<ScenarioOutcome['conclusion']> {
  const wrong = levels.filter(({ agreement }) => !agreement.agrees).map(({ optimisation }) => optimisation);
  const best = fastest(results.filter(({ machine }) => !wrong.includes(machine.optimisation ?? 'all')));
  if (best === undefined)
    return {
      kind: 'optimisation',
      best: null,
      sentence: 'No graph optimisation gives the outputs that the processor gives without any.',
    };
  const level = best.machine.optimisation ?? 'all';
  const others =
    wrong.length === 0 ? '' : `; ${list(wrong)} ${wrong.length === 1 ? 'gives' : 'give'} other outputs`;
  const sentence = `Fastest with the graph optimisation ${level}${others}.`;
  return { kind: 'optimisation', best: level, sentence };
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
