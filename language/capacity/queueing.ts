import { work, type Given, type Working } from './working.ts';

/** Requests that are under way on average: rate `λ` × time of each `W`. */
export const requestsUnderWay = (given: { λ: Given; W: Given }): Working =>
  work(
    {
      title: 'Requests under way',
      formula: 'λ × W',
      unit: 'requests',
      source: "Little 1961, A Proof for the Queuing Formula L = λW (Little's law)",
      assumptions: ['The system is stable: as many requests leave as come.'],
    },
    given,
    ({ λ, W }) => λ * W,
  );

/** Fewest replicas for `L` requests under way, when one takes `c` at a time and may be busy for the share `ρ`. */
export const replicasNeeded = (given: { L: Given; c: Given; ρ: Given }): Working =>
  work(
    {
      title: 'Replicas for the throughput',
      formula: '⌈L / (c × ρ)⌉',
      unit: 'replicas',
      source: "Little's law, applied to one replica",
      lowers: ['c', 'ρ'],
    },
    given,
    // A rate that fits exactly needs no further replica because of the last bit of a fraction.
    ({ L, c, ρ }) => Math.max(1, Math.ceil(L / (c * ρ) - 1e-9)),
  );

/**
 * Probability that a request has to wait: Erlang's C formula for `servers` servers and an offered load of `load`
 * Erlang, through Erlang's B by its recursion, which does not overflow. 1 when the load is not below the servers.
 */
export function waitProbability(load: number, servers: number): number {
  if (load >= servers) return 1;
  let blocking = 1;
  for (let server = 1; server <= servers; server += 1)
    blocking = (load * blocking) / (server + load * blocking);
  const utilisation = load / servers;
  return blocking / (1 - utilisation + utilisation * blocking);
}

/**
 * Mean seconds in the queue before `c` servers that each take `S` seconds for every request (M/D/c): half of what
 * it is with exponential times. Exact for one server (Pollaczek and Khinchine), else an approximation within a few
 * percent under load.
 */
export const queueWait = (given: { λ: Given; S: Given; c: Given }): Working =>
  work(
    {
      title: 'Wait in the queue',
      formula: 'C(λS, c) × S / (c − λS) / 2',
      unit: 's',
      source: 'Erlang 1917; Allen and Cunneen: M/G/c waits (1 + c²)/2 of M/M/c, with c² = 0 for fixed times',
      assumptions: ['Requests come at random (Poisson) and each takes the same time.'],
      lowers: ['c'],
    },
    given,
    ({ λ, S, c }) => (λ * S >= c ? Infinity : (waitProbability(λ * S, c) * S) / (c - λ * S) / 2),
  );
