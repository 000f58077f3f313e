import { splitmix64 } from '../inputs/splitmix64.ts';

/**
 * Arrivals of a Poisson process, endless and rising, in seconds: the gaps are exponential with the mean 1/rate. The same
 * seed gives the same arrivals.
 *
 * @param rate arrivals per second, above 0
 */
export function* poissonArrivals(rate: number, seed: bigint): Generator<number, never> {
  const random = splitmix64(seed);
  let time = 0;
  for (;;) {
    // 1 - uniform() lies in (0, 1], so that its logarithm is finite.
    time -= Math.log(1 - random.uniform()) / rate;
    yield time;
  }
}
