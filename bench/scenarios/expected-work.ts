import { usualPairs } from '../compare/paired-rounds.ts';
import type { BenchmarkRequest } from '../run/benchmark-request.ts';
import { methodOf } from '../run/make-plan.ts';
import type { ExpectedWork } from '../run/time-left.ts';
import { usualBatches } from './batch-sweep.ts';
import { checkedLevels, optimisationLevels } from './optimisation-sweep.ts';
import { mostSteps } from './rate-search.ts';
import { upToCores, type ScenarioSettings } from './run-scenario.ts';
import { further, type ScenarioKind } from './scenario.ts';

/** The most that a scenario does, for telling how long it takes. */
export function expectedWork(
  kind: ScenarioKind,
  request: BenchmarkRequest,
  settings: ScenarioSettings,
): ExpectedWork {
  const numbers = settings.concurrency ?? upToCores();
  const batches = request.batches?.length ?? 1;
  const several = numbers.filter((number) => number > 1);
  const after = further(request);
  const outputs = (request.provider ?? 'cpu') === 'cpu' ? 0 : 2 * sides(settings);
  const { warmupAtMost, measureAtMost } = methodOf(
    kind === 'cold' ? { ...request, budget: 'quick' } : request,
  );
  const work = (starts: number, cases: number): ExpectedWork => ({
    starts: starts + (kind === 'optimisation' ? 0 : outputs),
    cases,
    caseSeconds: warmupAtMost + measureAtMost,
    pairs: 0,
  });
  switch (kind) {
    case 'single-stream':
      return work(startsOf(request), batches);
    case 'batch': {
      const count = request.batches?.length ?? usualBatches.length;
      return work(startsOf(request) + (count - 1) * startsOf(after), count);
    }
    case 'concurrency':
      return work(startsOf(request), batches * (1 + several.length));
    case 'instances': {
      const copies = several.reduce((sum, number) => sum + number, 0);
      return work(startsOf(request) + batches * copies, batches * (1 + several.length));
    }
    case 'server': {
      const steps = settings.rate === undefined ? mostSteps : 0;
      return work(startsOf(request) + steps * startsOf(after), batches * (1 + steps));
    }
    case 'cold':
      return work(startsOf({ ...request, coldChildren: 9 }), batches);
    case 'threads':
      return work(startsOf(request) + (numbers.length - 1) * startsOf(after), batches * numbers.length);
    case 'optimisation': {
      const levels = optimisationLevels.length;
      const checks = checkedLevels(request.provider ?? 'cpu').length * 2 * sides(settings);
      return work(startsOf(request) + (levels - 1) * startsOf(after) + checks, batches * levels);
    }
  }
}

/** What a comparison of two models does: outputs of both, two warm-ups, and the pairs. */
export function expectedComparison(
  request: BenchmarkRequest,
  settings: Pick<ScenarioSettings, 'labels'>,
): ExpectedWork {
  const { warmupAtMost } = methodOf(request);
  return { starts: 2 * sides(settings) + 2, cases: 2, caseSeconds: warmupAtMost, pairs: usualPairs.pairs };
}

/** Labelled rows are answered in processes of their own. */
const sides = ({ labels }: Pick<ScenarioSettings, 'labels'>): number => (labels === undefined ? 1 : 2);

/** The measuring process, those for cold times, and the one for the placement. */
function startsOf({ provider = 'cpu', coldChildren = 3, placement = true }: BenchmarkRequest): number {
  return coldChildren + (placement || provider !== 'cpu' ? 1 : 0);
}
