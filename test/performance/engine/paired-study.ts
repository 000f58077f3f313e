import { splitmix64 } from '../../../bench/inputs/splitmix64.ts';
import { changeOf, pairedRatio, type Pair } from '../../../bench/statistics/paired-ratio.ts';
import type { Contender } from './contender.ts';

/** Lets two contenders take turns in random order. */
export async function turns(
  base: Contender,
  candidate: Contender,
  pairs: number,
  seconds: number,
): Promise<Pair[]> {
  const random = splitmix64(11n);
  const found: Pair[] = [];
  while (found.length < pairs) {
    const first = random.uniform() < 0.5;
    const before = first ? await base.run(seconds) : undefined;
    const theirs = await candidate.run(seconds);
    found.push({ base: before ?? (await base.run(seconds)), candidate: theirs });
  }
  return found;
}

/** How often a slowdown is found in real pairs of a model with itself, whose candidate is made slower afterwards. */
export function foundIn(trials: readonly (readonly Pair[])[], slowdown: number): number {
  const flagged = trials.filter((pairs, index) => {
    const slowed = pairs.map(({ base, candidate }) => ({ base, candidate: candidate * slowdown }));
    const change = changeOf(pairedRatio(slowed, BigInt(index)));
    return slowdown === 1 ? change === 'slower' || change === 'faster' : change === 'slower';
  });
  return flagged.length / trials.length;
}
