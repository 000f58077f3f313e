import { describe, expect, it } from 'vitest';
import { queueWait, replicasNeeded, requestsUnderWay, waitProbability } from './queueing.ts';
import { known } from './working.ts';

const wait = (rate: number, time: number, servers: number): number =>
  queueWait({ λ: known('λ', rate), S: known('S', time), c: known('c', servers) }).result!.value;

describe('queues', () => {
  it("Erlang's C for 48 Erlang and 55 agents is 0.239 (the call-centre example of Tanner)", () => {
    expect(waitProbability(48, 55)).toBeCloseTo(0.239, 3);
  });

  it('one server with random times waits as often as it is busy (M/M/1)', () => {
    expect(waitProbability(0.6, 1)).toBeCloseTo(0.6, 12);
  });

  it('does not overflow with thousands of servers', () => {
    expect(waitProbability(9000, 10_000)).toBeGreaterThanOrEqual(0);
    expect(waitProbability(9000, 10_000)).toBeLessThan(1e-6);
  });

  it('one server with fixed times waits ρS / (2(1 − ρ)) (Pollaczek and Khinchine)', () => {
    expect(wait(50, 0.01, 1)).toBeCloseTo((0.5 * 0.01) / (2 * 0.5), 12);
  });

  it('48 Erlang, 55 agents, 240 s: half of the 8.2 s that random times wait', () => {
    expect(wait(0.2, 240, 55)).toBeCloseTo(8.2 / 2, 1);
  });

  it('grows without end when more comes than is done', () => {
    expect(wait(200, 0.01, 1)).toBe(Infinity);
  });
});

describe("Little's law", () => {
  it('500 requests in a second of 20 ms are 10 at a time', () => {
    const L = requestsUnderWay({ λ: known('λ', 500), W: known('W', 0.02) });
    expect(L.result!.value).toBeCloseTo(10);
  });

  it.each([
    [10, 4, 1, 3],
    [10, 5, 1, 2],
    [10, 5, 0.7, 3],
    [0.1, 5, 1, 1],
  ])('%d under way, %d in each replica, busy for %d: %d replicas', (L, c, ρ, replicas) => {
    const given = { L: known('L', L), c: known('c', c), ρ: known('ρ', ρ) };
    expect(replicasNeeded(given).result!.value).toBe(replicas);
  });
});
