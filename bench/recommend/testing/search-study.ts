import { searchSettings, type Asked, type Found } from '../search-settings.ts';
import type { Taken } from '../next-measurement.ts';
import { allOf, type SearchSpace, type ServerSettings } from '../search-space.ts';
import { highestRate, runTimes, slowness, type ServerCurves } from './simulated-server.ts';

/** Settings for a service that promises a latency, in seconds. */
export const spaceFor = (limit: number): SearchSpace => ({
  batches: [1, 2, 4, 8, 16, 32, 64],
  instances: [1, 2, 3, 4],
  delays: [0, 0.05, 0.1, 0.2, 0.4].map((share) => share * limit),
});

/** A promise of so many runs of the smallest batch, in seconds. */
export const promiseOf = ({ batches: [smallest] }: ServerCurves, runs: number): number =>
  runs * (smallest!.p50 + 0.0001);

export interface SearchStudy {
  readonly found: Found;
  /** Share of what the best of all settings reach: in the eyes of the search, and measured again with other chances. */
  readonly reached: number;
  readonly reachedAgain: number;
}

/** The search on a simulated server beside trying every setting of the space. */
export async function studySearch(curves: ServerCurves, limit: number): Promise<SearchStudy> {
  const space = spaceFor(limit);
  const needs = { latency: { of: 'p99', limit } } as const;
  const found = await searchSettings(space, needs, (asked) => measure(curves, limit, asked));
  const tried = allOf(space).map((settings) => ({
    settings,
    rate: highestRate(curves, settings, { limit }),
  }));
  const best = tried.reduce((a, b) => (b.rate > a.rate ? b : a));
  // The same chance found both, so both are measured again, several times, for near its limit a server is erratic.
  const again = (settings: ServerSettings): number =>
    [71, 72, 73, 74, 75].reduce((sum, seed) => sum + highestRate(curves, settings, { limit, seed }), 0);
  return {
    found,
    reached: found.throughput / best.rate,
    reachedAgain: again(found.settings) / again(best.settings),
  };
}

/** What a measurement of the simulated server would have given. */
export function measure(curves: ServerCurves, limit: number, asked: Asked): Taken {
  switch (asked.measure) {
    case 'model': {
      const { p50, p99 } = curves.batches.find(({ batch }) => batch === asked.batch)!;
      return { of: 'model', batch: asked.batch, latency: { p50, p99 }, throughput: asked.batch / p50 };
    }
    case 'copies': {
      const { batch, instances } = asked;
      const throughput = (instances * batch) / (runTimes(curves, batch).median * slowness(curves, instances));
      return { of: 'copies', instances, batch, throughput };
    }
    case 'server':
      return {
        of: 'server',
        settings: asked.settings,
        throughput: highestRate(curves, asked.settings, { limit, seed: 1 + asked.again }),
      };
  }
}
