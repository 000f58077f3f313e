import { describe, expect, it } from 'vitest';
import type { MeasuredFact, MeasuredPoint, Measurement } from '../project/facts.ts';
import type { TunedSettings } from '../project/measured-fact.ts';
import { measuredCurves, type Device } from './measured-curves.ts';
import { servingSettings, type ServingNeeds } from './serving-settings.ts';

const PROMISE = { latency: { of: 'p99', limit: 0.02 } } as const;

describe('settings from curves', () => {
  it('takes the largest batch within 0.8 of the promise, and the knee as the preferred one', () => {
    const found = settings([alone([1, 2.5, 500], [8, 7, 1600], [16, 12, 1700], [32, 24, 1690])], PROMISE);
    expect(found).toMatchObject({ maxBatch: { value: 16 }, preferredBatch: { value: 8 } });
    expect(found?.maxBatch?.because).toContain('a batch of 32 takes 24 ms');
    // No rate is promised: as long as a run of the knee takes, which is within 0.8 × 20 ms − 7 ms.
    expect(found?.queueDelay?.value).toBeCloseTo(0.007);
  });

  it('lets a request wait no longer than the batch needs to fill, and never less than nothing', () => {
    const curve = alone([1, 2.5, 500], [8, 7, 1600]);
    expect(settings([curve], { ...PROMISE, rate: 7000 })?.queueDelay?.value).toBeCloseTo(0.001);
    expect(settings([curve], { ...PROMISE, rate: 70 })?.queueDelay?.value).toBeCloseTo(0.8 * 0.02 - 0.007);
    const tight = { latency: { of: 'p99', limit: 0.0088 } } as const;
    expect(settings([alone([1, 2.5, 500], [8, 7.04, 1600])], tight)?.queueDelay?.value).toBe(0);
    expect(settings([curve], {})?.queueDelay).toBeUndefined();
  });

  it('without a promise takes the knee of all batches', () => {
    const found = settings([alone([1, 1, 100], [4, 2, 345], [8, 3, 380], [16, 6, 400])], {});
    expect(found).toMatchObject({ maxBatch: { value: 8 }, preferredBatch: { value: 8 } });
  });

  it('keeps to a declared batch', () => {
    const found = settings([alone([1, 1, 100], [4, 2, 300], [64, 9, 900])], { ...PROMISE, maxBatch: 4 });
    expect(found?.preferredBatch?.value).toBe(4);
  });

  it('concludes nothing from one batch, from no p99, or from a promise that even one item breaks', () => {
    expect(settings([alone([1, 2, 500])], PROMISE)).toEqual({});
    expect(settings([alone([1, undefined, 500], [8, undefined, 900])], PROMISE)).toEqual({});
    expect(settings([alone([1, 30, 30], [8, 90, 90])], PROMISE)).toEqual({});
  });

  it('adds copies until the next brings less than 10 %, as far as the memory reaches', () => {
    const several = [1, 2, 4, 8].map((parallel): MeasuredPoint => ({
      scenario: 'instances',
      batch: 1,
      parallel,
      latency: {},
      throughput: [0, 100, 190, 0, 360, 0, 0, 0, 370][parallel] ?? 0,
    }));
    const of = [measurement({}, [...alone([1, 2, 100], [2, 3, 110]).points, ...several])];
    expect(settings(of, {})?.copies).toMatchObject({
      value: 4,
      because: '4 at a time do 360/s, 8 do only 3 % more',
    });
    expect(settings(of, { memory: 2.5e6 })?.copies?.value).toBe(2);
  });

  it('divides the best number of threads by the copies', () => {
    const sweep = [1, 2, 8].map((threads) =>
      measurement(
        { id: `t${threads}`, threads },
        alone([1, [0, 8, 5, 0, 0, 0, 0, 0, 3][threads]!, 1]).points,
      ),
    );
    expect(settings(sweep, { copies: 3 })?.threads).toMatchObject({ value: 2 });
    expect(settings(sweep.slice(0, 1), {})?.threads).toBeUndefined();
  });

  it('warms up what is slow at first', () => {
    const [slow, quick] = [3.1, 2.9].map((first) => {
      const { points } = alone([1, 1, 1000], [2, 1, 1100]);
      return settings(
        [
          measurement(
            {},
            points.map((each) => ({ ...each, first: first / 1000 })),
          ),
        ],
        {},
      );
    });
    expect(slow?.warmup).toMatchObject({ value: true });
    expect(quick?.warmup).toBeUndefined();
  });

  it('accelerates only with what was measured to be faster on the same machine', () => {
    const cuda = measurement({ provider: 'cuda', id: 'c' }, alone([1, 1, 900], [8, 2, 4000]).points);
    const tensorrt = (rate: number, host = 'h'): Measurement =>
      measurement(
        { provider: 'tensorrt', id: 't', host },
        alone([1, 1, 900], [8, 2, rate]).points,
        '2026-02-02',
      );
    expect(settings([cuda, tensorrt(5000)], {}, 'gpu')?.accelerator).toMatchObject({ value: 'tensorrt' });
    expect(settings([cuda, tensorrt(4100)], {}, 'gpu')?.accelerator).toBeUndefined();
    expect(settings([cuda, tensorrt(5000, 'other')], {}, 'gpu')?.accelerator).toBeUndefined();
  });
});

describe('curves', () => {
  it('are of one machine, the one measured last, and of the device that is asked for', () => {
    const old = measurement({ host: 'a', id: 'a' }, alone([1, 1, 1], [2, 1, 9000]).points, '2026-01-01');
    const now = measurement({ host: 'b', id: 'b' }, alone([1, 1, 1], [2, 1, 2]).points, '2026-02-01');
    const fact: MeasuredFact = { measurements: [old, now], stale: [] };
    expect(measuredCurves(fact, 'cpu')?.newest).toBe(now);
    expect(measuredCurves(fact, 'gpu')).toBeUndefined();
    expect(measuredCurves(undefined, 'cpu')).toBeUndefined();
  });

  it('take the last figure of a case, whatever the order of the lines', () => {
    const before = measurement({}, alone([1, 9, 9], [2, 9, 9]).points, '2026-01-01');
    const after = measurement({}, alone([1, 5, 5]).points, '2026-01-02');
    const both = [
      [before, after],
      [after, before],
    ].map((measurements) => measuredCurves({ measurements, stale: [] }, 'cpu')?.batches);
    expect(both[0]?.map(({ throughput }) => throughput)).toEqual([5, 9]);
    expect(both[1]).toEqual(both[0]);
  });

  it('put a loaded server before a model alone, and leave out assumed sizes', () => {
    const own = measurement({}, alone([1, 1, 1]).points, '2026-03-01');
    const server: Measurement = {
      ...measurement({ provider: 'unknown', host: 'csv' }, alone([1, 2, 2]).points, '2026-01-01'),
      tool: 'perf_analyzer',
    };
    expect(measuredCurves({ measurements: [own, server], stale: [] }, 'cpu')?.newest.tool).toBe(
      'perf_analyzer',
    );
    const assumed = alone([1, 1, 1]).points.map((each) => ({ ...each, assumed: ['sequence'] }));
    expect(measuredCurves({ measurements: [measurement({}, assumed)], stale: [] }, 'cpu')).toBeUndefined();
  });
});

describe('a search on a real server', () => {
  const CURVE = alone([1, 2.5, 500], [8, 7, 1600], [16, 12, 1700]);
  const search = (limit: number, more: Partial<TunedSettings> = {}, provider = 'cpu'): Measurement => ({
    ...measurement({ provider, host: 'server' }, [
      { scenario: 'server', batch: 1, parallel: 2, latency: { p99: 0.018 }, throughput: 1240 },
    ]),
    tool: 'tenon tune',
    tuned: {
      maxBatch: 4,
      copies: 2,
      queueDelay: 0.0025,
      promise: { of: 'p99', limit },
      measurements: 27,
      ...more,
    },
  });

  it('goes before what the formulas make of curves, all of its settings together', () => {
    const found = settings([CURVE, search(0.02)], PROMISE);
    expect(found).toMatchObject({
      maxBatch: { value: 4 },
      copies: { value: 2 },
      queueDelay: { value: 0.0025 },
    });
    expect(found?.preferredBatch).toBeUndefined();
    expect(found?.maxBatch?.because).toBe(
      'A server does 1,240/s within 20 ms (p99), the most in 27 measurements: batches up to 4, instances 2, wait 2.5 ms',
    );
    expect(settings([search(0.02, { threads: 1 })], PROMISE)?.threads?.value).toBe(1);
    // The curves are still there for who wants to know how long a run takes.
    expect(measuredCurves({ measurements: [CURVE, search(0.02)], stale: [] }, 'cpu')?.batches).toHaveLength(
      3,
    );
  });

  it('counts for what it was searched for: no stricter promise, and no other figure', () => {
    expect(settings([CURVE, search(0.01)], PROMISE)?.maxBatch?.value).toBe(4);
    expect(settings([CURVE, search(0.03)], PROMISE)?.maxBatch?.value).toBe(16);
    expect(
      settings([CURVE, search(0.02, { promise: { of: 'p50', limit: 0.02 } })], PROMISE)?.maxBatch?.value,
    ).toBe(16);
    expect(settings([search(0.03)], PROMISE)).toEqual({});
    expect(settings([search(0.02)], {})).toEqual({});
  });

  it('counts for the device that it ran on, which it decides where nobody has', () => {
    expect(settings([search(0.02, {}, 'cuda')], PROMISE)).toBeUndefined();
    expect(
      measuredCurves({ measurements: [CURVE, search(0.02, {}, 'cuda')], stale: [] }, undefined),
    ).toMatchObject({
      provider: 'cuda',
      batches: [],
    });
  });

  it('says nothing of batches where the server makes none', () => {
    const { maxBatch: _, ...rest } = search(0.02).tuned!;
    const found = settings([{ ...search(0.02), tuned: rest }], PROMISE);
    expect(Object.keys(found ?? {})).toEqual(['copies']);
    expect(found?.copies?.because).toContain('the most in 27 measurements: instances 2');
  });
});

const settings = (
  measurements: readonly Measurement[],
  needs: ServingNeeds,
  device: Device = 'cpu',
): ReturnType<typeof servingSettings> | undefined => {
  const curves = measuredCurves({ measurements, stale: [] }, device);
  return curves && servingSettings(curves, needs);
};

function measurement(
  machine: Partial<Measurement['machine']>,
  points: readonly MeasuredPoint[],
  measuredAt = '2026-01-01',
): Measurement {
  return {
    subject: 'shop.net',
    sha256: 'abcdef0123456789',
    measuredAt,
    tool: 'tenon bench',
    machine: { id: 'm', name: 'cpu', host: 'h', provider: 'cpu', ...machine },
    points,
  };
}

/** Batch, p99 in milliseconds, items per second. */
function alone(...rows: readonly (readonly [number, number | undefined, number])[]): Measurement {
  const points = rows.map(([batch, p99, throughput]): MeasuredPoint => ({
    scenario: 'single-stream',
    batch,
    parallel: 1,
    latency: p99 === undefined ? {} : { p50: p99 / 1000, p99: p99 / 1000 },
    throughput,
    memory: 1e6,
  }));
  return measurement({}, points);
}
