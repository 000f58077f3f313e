import { splitmix64, type RandomStream } from '../../../bench/inputs/splitmix64.ts';
import { summarise, type Slice } from '../../../bench/statistics/summary.ts';

const rounds = 2000;
const slicesOfRound = 20;

/** Share of rounds whose interval of p50 and of p90 holds the truth. */
export interface Coverage {
  readonly p50: number;
  readonly p90: number;
}

/** Runs that resemble the ones before them (an autoregression of 0.8), of a log-normal distribution. */
export function simulatedCoverage(): Coverage {
  const random = splitmix64(31n);
  let state = random.normal();
  const next = (): number => Math.exp(0.3 * (state = 0.8 * state + 0.6 * random.normal()));
  const round = (): Slice[] =>
    Array.from({ length: slicesOfRound }, () => ({
      latencies: Array.from({ length: 100 }, next),
      elapsed: 1,
    }));
  return coverage(round, { p50: 1, p90: Math.exp(0.3 * 1.2815515655) });
}

/** Slices of a real trace, drawn at random: what is alike within a slice stays alike, and the truth is the whole trace. */
export function replayedCoverage(trace: readonly (readonly number[])[]): Coverage {
  const random = splitmix64(32n);
  const sorted = Float64Array.from(trace.flat()).sort();
  const at = (q: number): number => sorted[Math.ceil(q * sorted.length) - 1]!;
  return coverage(() => drawn(trace, random), { p50: at(0.5), p90: at(0.9) });
}

function drawn(trace: readonly (readonly number[])[], random: RandomStream): Slice[] {
  return Array.from({ length: slicesOfRound }, () => {
    const latencies = trace[Math.floor(random.uniform() * trace.length)]!;
    return { latencies, elapsed: 1 };
  });
}

function coverage(round: () => Slice[], truth: Coverage): Coverage {
  const hits = { p50: 0, p90: 0 };
  for (let index = 0; index < rounds; index++) {
    const { latency } = summarise(round(), 1);
    for (const quantile of ['p50', 'p90'] as const) {
      const figure = latency[quantile];
      if ('needed' in figure || figure.low === null || figure.high === null) continue;
      if (figure.low <= truth[quantile] && truth[quantile] <= figure.high) hits[quantile]++;
    }
  }
  return { p50: hits.p50 / rounds, p90: hits.p90 / rounds };
}
