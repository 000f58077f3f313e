import { describe, expect, it } from 'vitest';
import { nextMeasurement } from './next-measurement.ts';
import { searchSettings } from './search-settings.ts';
import { sizeOf, type SearchSpace } from './search-space.ts';
import { quantileOf } from './testing/quantile-of.ts';
import { readCurves } from './testing/read-curves.ts';
import { measure, promiseOf, spaceFor, studySearch } from './testing/search-study.ts';
import { runTimes, simulate, slowness, type ServerCurves } from './testing/simulated-server.ts';

const cases = readCurves().flatMap((curves) => {
  // A long run tries more promises, each with every setting.
  const promises = process.env['TENON_LONG_SEARCH'] === undefined ? [12] : [3, 6, 12, 40, 100];
  return promises.map((times) => ({ curves, times, limit: promiseOf(curves, times) }));
});

describe('the search', () => {
  it.each(cases)(
    'reaches 95 % of trying everything with a fifth of the measurements: $curves.name, promise of $times runs',
    async ({ curves, limit }) => {
      const { found, reached, reachedAgain } = await studySearch(curves, limit);
      expect(found.taken.length).toBeLessThanOrEqual(sizeOf(spaceFor(limit)) / 5);
      expect(reached).toBeGreaterThanOrEqual(0.95);
      expect(reachedAgain).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('asks for the same again when it is given the same', () => {
    const { curves, limit } = cases[0]!;
    const taken = [measure(curves, limit, { measure: 'model', batch: 1 })];
    const ask = (): unknown => nextMeasurement(spaceFor(limit), { latency: { of: 'p99', limit } }, taken);
    expect(ask()).toEqual(ask());
  });

  it('recommends something when no settings keep the promise', async () => {
    const { curves } = cases[0]!;
    const limit = 1e-7;
    const needs = { latency: { of: 'p99', limit } } as const;
    const found = await searchSettings(spaceFor(limit), needs, (asked) => measure(curves, limit, asked));
    expect(found).toMatchObject({ throughput: 0, settings: { batch: 1 } });
  });

  it('finds the only settings of a space of one', async () => {
    const { curves, limit } = cases[0]!;
    const space = { batches: [4], instances: [1], delays: [0] };
    const found = await searchSettings(space, {}, (asked) => measure(curves, limit, asked));
    expect(found.settings).toEqual({ batch: 4, instances: 1, delay: 0 });
  });

  it('tries each of a few settings once, and of some more than a few eight', async () => {
    const { curves, limit } = cases[0]!;
    const takenIn = async (space: SearchSpace): Promise<readonly unknown[]> =>
      (
        await searchSettings(space, { latency: { of: 'p99', limit } }, (asked) =>
          measure(curves, limit, asked),
        )
      ).taken;
    const few = await takenIn({ batches: [8], instances: [1, 2, 3, 4], delays: [0] });
    expect(few).toMatchObject([1, 2, 3, 4].map((instances) => ({ of: 'server', settings: { instances } })));
    const more = await takenIn({ batches: [1, 2, 4, 8, 16], instances: [1, 2, 3, 4], delays: [0] });
    expect(more.length).toBeLessThanOrEqual(8);
    expect(more.length).toBeGreaterThan(4);
  });

  it('stops when it is cancelled', async () => {
    const { curves, limit } = cases[0]!;
    const controller = new AbortController();
    const measuring = searchSettings(
      spaceFor(limit),
      {},
      (asked) => {
        controller.abort();
        return measure(curves, limit, asked);
      },
      controller.signal,
    );
    await expect(measuring).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the simulated server', () => {
  const fixed: ServerCurves = {
    name: 'fixed',
    source: 'made: 1 ms for each item, no spread',
    batches: [1, 8].map((batch) => ({ batch, p50: batch / 1000, p99: batch / 1000 })),
    copies: [{ copies: 1, throughput: 1000 }],
  };

  it('takes one run when nobody else is there', () => {
    const latencies = simulate(
      fixed,
      { batch: 1, instances: 1, delay: 0 },
      { rate: 0.1, requests: 100, seed: 3 },
    );
    expect(quantileOf(latencies, 1)).toBeCloseTo(0.0011, 9);
  });

  it('lets the first of a batch wait for the delay, and no longer', () => {
    const latencies = simulate(
      fixed,
      { batch: 8, instances: 1, delay: 0.5 },
      { rate: 0.1, requests: 200, seed: 3 },
    );
    expect(quantileOf(latencies, 0.5)).toBeCloseTo(0.5011, 6);
  });

  it('waits as queueing theory says (M/D/1)', () => {
    const S = 0.0011;
    const load = { rate: 0.5 / S, requests: 200_000, seed: 5 };
    const latencies = simulate(fixed, { batch: 1, instances: 1, delay: 0 }, load);
    const mean = latencies.reduce((sum, each) => sum + each, 0) / latencies.length;
    expect(mean / (S + (0.5 * S) / (2 * 0.5))).toBeCloseTo(1, 1);
  });

  it('is slower while others run, and has the spread of the curves', () => {
    expect([1, 2, 4].map((busy) => slowness(fixed, busy))).toEqual([1, 2, 4]);
    const [curves] = readCurves();
    const { p50, p99 } = curves!.batches[3]!;
    const { median, spread } = runTimes(curves!, 8);
    expect(median).toBeCloseTo(p50, 12);
    expect(median * Math.exp(2.326 * spread)).toBeCloseTo(p99, 12);
  });
});
