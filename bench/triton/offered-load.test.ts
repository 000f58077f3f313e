import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { figuresOf, highestRate, neededRequests } from './highest-rate.ts';
import { keepBusy, offerLoad } from './offered-load.ts';

describe('an offered load', () => {
  it('sends every request once, none before its time, and counts no more than was offered', async () => {
    let sent = 0;
    const load = await offerLoad(async () => void sent++, { rate: 2000, requests: 400, seed: 1n });
    expect(load).toMatchObject({ sent: 400, failed: 0, endedEarly: false });
    expect(sent).toBe(400);
    expect(load.latencies).toHaveLength(400);
    expect(Math.min(...load.lags)).toBeGreaterThanOrEqual(0);
    expect(load.throughput).toBeLessThanOrEqual(2000);
  });

  it('goes on while earlier requests are not answered, and counts their waiting', async () => {
    // One at a time, 10 ms each: at 1000/s nearly all of the time is waiting.
    let queue = Promise.resolve();
    const send = (): Promise<void> => (queue = queue.then(() => sleep(10)));
    const { latencies, throughput } = await offerLoad(send, { rate: 1000, requests: 30, seed: 1n });
    expect(Math.max(...latencies)).toBeGreaterThan(0.2);
    expect(throughput).toBeLessThan(101);
  });

  it('ends early when too many are late, answered or not', async () => {
    const late = { seconds: 0.005, most: 3 };
    const load = await offerLoad(() => sleep(40), { rate: 500, requests: 10_000, seed: 1n, late });
    expect(load.endedEarly).toBe(true);
    expect(load.sent).toBeLessThan(10_000);
    expect(load.latencies).toHaveLength(load.sent);
  });

  it('counts failures apart, with the first reason', async () => {
    let number = 0;
    const send = (): Promise<void> =>
      ++number % 2 === 0 ? Promise.reject(new Error(`no ${number}`)) : Promise.resolve();
    const load = await offerLoad(send, { rate: 1000, requests: 10, seed: 1n });
    expect(load).toMatchObject({ sent: 10, failed: 5, failure: 'no 2' });
    expect(load.latencies).toHaveLength(5);
  });

  it('stops at once when it is cancelled, also while nothing is answered', async () => {
    const abort = new AbortController();
    const never = (): Promise<void> => {
      abort.abort();
      return new Promise(() => undefined);
    };
    const load = { rate: 1000, requests: 5, seed: 1n };
    await expect(offerLoad(never, load, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    await expect(
      keepBusy(never, { parallel: 2, seconds: 1, requests: 1 }, abort.signal),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('the highest rate', () => {
  it('is none where every request fails, and says why', async () => {
    const effort = { requests: 50, seconds: 0.02, atMost: 0.1, nearness: 1.2 };
    const search = { latency: { of: 'p90', limit: 0.01 }, effort, seed: 1n, most: 1000 } as const;
    const send = (): Promise<void> => Promise.reject(new Error('no room'));
    expect(await highestRate(send, search)).toMatchObject({
      rate: 0,
      throughput: 0,
      probes: 1,
      failure: 'no room',
    });
  });
});

it('knows how many requests a figure needs', () => {
  expect([neededRequests({ of: 'p99', limit: 1 }), neededRequests({ of: 'p90', limit: 1 })]).toEqual([
    662, 64,
  ]);
  expect(figuresOf([])).toEqual({ p50: 0, p90: 0, p95: 0, p99: 0, mean: 0 });
});
