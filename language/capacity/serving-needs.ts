import type { Model } from '../model/learning.ts';
import type { Objective, Service, Serving } from '../model/service.ts';
import type { ServingNeeds } from './serving-settings.ts';

type LatencyFigure = NonNullable<ServingNeeds['latency']>['of'];

/** Figures of a latency that are measured; a latency without one is held against the slowest of a hundred. */
const FIGURES: readonly LatencyFigure[] = ['p50', 'p90', 'p95', 'p99', 'mean'];

/**
 * What services promise of a model that they run, and what the model promises itself: of several the strictest latency, the
 * sum of the rates. The steps of an ensemble share a promised latency in equal parts. A rate is that of each of the
 * fewest replicas.
 */
export function servingNeeds(
  services: readonly Service[],
  serving: Serving,
  { objectives = [] }: Pick<Model, 'objectives'>,
): ServingNeeds {
  const own = latenciesIn(objectives, 1);
  const shared = services.flatMap((service) => latenciesIn(service.objectives, service.steps.length));
  const latencies = [...own, ...shared].sort((a, b) => a.limit - b.limit);
  const rates = services.flatMap(rateOf);
  const { batching, instances } = serving;
  return {
    ...(latencies[0] ? { latency: latencies[0] } : {}),
    ...(rates.length > 0 ? { rate: rates.reduce((sum, each) => sum + each, 0) } : {}),
    ...(batching ? { maxBatch: batching.max.value } : {}),
    ...(instances ? { copies: instances.count.value } : {}),
  };
}

function latenciesIn(
  objectives: readonly Objective[],
  steps: number,
): readonly NonNullable<ServingNeeds['latency']>[] {
  return objectives.flatMap((objective) => {
    const figure = objective.measure.split('.')[1] ?? 'p99';
    const of = FIGURES.find((each) => each === figure);
    const isLatency = /^latency(\.|$)/.test(objective.measure) && objective.comparison.startsWith('<');
    if (!isLatency || of === undefined) return [];
    return [{ of, limit: limitOf(objective) / Math.max(1, steps) }];
  });
}

function rateOf({ objectives, scale }: Service): readonly number[] {
  const promised = objectives.find(
    ({ measure, comparison, limit }) =>
      measure === 'throughput' &&
      comparison.startsWith('>') &&
      typeof limit !== 'number' &&
      limit.of === undefined,
  );
  return promised ? [limitOf(promised) / Math.max(1, scale?.min.value ?? 1)] : [];
}

const limitOf = ({ limit }: Objective): number => (typeof limit === 'number' ? limit : limit.value);
