import { splitmix64, type RandomStream } from '../../../bench/inputs/splitmix64.ts';
import { summarise, type Slice } from '../../../bench/statistics/summary.ts';
import type { Recording } from './recordings.ts';

/** As many as the standard budget takes at least. */
const slicesOfRound = 20;
/** Slices that stay together when a recording is replayed: 0.3 s, a tenth of a round, so that rounds differ. */
const slicesOfStretch = 2;

/** Share of rounds whose interval of p50 and of p90 holds the truth. */
export interface Coverage {
  readonly p50: number;
  readonly p90: number;
}

/** How the middle of twenty slices in a row lies to the whole recording. */
export interface Wandering extends Coverage {
  /** 95 of 100 values of p50 are no farther from that of the whole recording; 0.02 is 2 %. */
  readonly p50Within: number;
}

type Truth = Coverage;

/** Runs of a log-normal distribution that resemble the ones before them: autoregressions of 0, 0.8 and 0.95. */
export function simulatedCoverage(rounds: number): Coverage {
  const random = splitmix64(31n);
  return mean(
    [0, 0.8, 0.95].map((memory) => {
      let state = random.normal();
      const next = (): number =>
        Math.exp(0.3 * (state = memory * state + Math.sqrt(1 - memory ** 2) * random.normal()));
      const round = (): Slice[] =>
        Array.from({ length: slicesOfRound }, () => sliceOf(Array.from({ length: 100 }, next)));
      return coverage(rounds, round, { p50: 1, p90: Math.exp(0.3 * 1.2815515655) });
    }),
  );
}

/**
 * Rounds of twenty slices that are drawn from each recording in stretches, from anywhere in it (the circular block
 * bootstrap of Politis and Romano, 1992). What is alike within 0.3 s stays alike; the truth is that of the recording,
 * for the stretches come from all of it alike.
 */
export function replayedCoverage(recordings: readonly Recording[], rounds: number): Coverage {
  const random = splitmix64(32n);
  return mean(recordings.map((each) => coverage(rounds, () => drawn(each, random), truthOf(each))));
}

/**
 * Twenty slices in a row as they were, held against the whole recording. This is no promise of the intervals: they speak
 * about a machine that goes on as it did meanwhile, and machines wander over longer times than one measures.
 */
export function wandering(recordings: readonly Recording[]): Wandering {
  const all = recordings.map((recording) => {
    const truth = truthOf(recording);
    const starts = recording.slices.length - slicesOfRound + 1;
    let next = 0;
    const distances: number[] = [];
    const round = (): Slice[] => {
      const slices = recording.slices.slice(next++).slice(0, slicesOfRound);
      distances.push(Math.abs(truthOf({ ...recording, slices }).p50 / truth.p50 - 1));
      return slices.map(sliceOf);
    };
    return { ...coverage(starts, round, truth), distances };
  });
  const distances = all.flatMap((each) => each.distances).sort((a, b) => a - b);
  return { ...mean(all), p50Within: distances[Math.ceil(0.95 * distances.length) - 1]! };
}

function drawn({ slices }: Recording, random: RandomStream): Slice[] {
  const found: Slice[] = [];
  while (found.length < slicesOfRound) {
    const start = Math.floor(random.uniform() * slices.length);
    for (let index = 0; index < slicesOfStretch && found.length < slicesOfRound; index++)
      found.push(sliceOf(slices[(start + index) % slices.length]!));
  }
  return found;
}

function coverage(rounds: number, round: () => Slice[], truth: Truth): Coverage {
  const hits = { p50: 0, p90: 0 };
  for (let index = 0; index < rounds; index++) {
    const { latency } = summarise(round(), 1);
    for (const quantile of ['p50', 'p90'] as const) {
      const figure = latency[quantile];
      if ('needed' in figure) throw new Error(`A round has too few runs for ${quantile}.`);
      const { low, high } = figure;
      if ((low ?? -Infinity) <= truth[quantile] && truth[quantile] <= (high ?? Infinity)) hits[quantile]++;
    }
  }
  return { p50: hits.p50 / rounds, p90: hits.p90 / rounds };
}

function truthOf({ slices }: Recording): Truth {
  const sorted = Float64Array.from(slices.flat()).sort();
  const at = (q: number): number => sorted[Math.ceil(q * sorted.length) - 1]!;
  return { p50: at(0.5), p90: at(0.9) };
}

function mean(shares: readonly Coverage[]): Coverage {
  const of = (quantile: keyof Coverage): number =>
    shares.reduce((sum, each) => sum + each[quantile], 0) / shares.length;
  return { p50: of('p50'), p90: of('p90') };
}

function sliceOf(latencies: readonly number[]): Slice {
  return { latencies, elapsed: 1 };
}
