/** What came of a rate; `nothing` when no rate would do better. */
export type TriedRate<T> = { readonly kept: T } | { readonly nothing: boolean };

export interface HighestKept<T> {
  /** The highest rate that was kept; 0 when none was. */
  readonly rate: number;
  readonly kept?: T;
  /** Rates that were tried. */
  readonly probes: number;
}

/** Where the search begins, as a share of what was done at most so far: fuller batches may bring more. */
const FIRST = 0.7;
const LOWEST = 1 / 64;
/** As long as nothing was too much, the next rate is so many times higher. */
const UP = 1.4;
const MOST_PROBES = 12;

/** Halves in proportion between rates that are kept and rates that are not, until the two are as near as asked for. */
export async function halveRate<T>(
  { most, nearness }: { readonly most: number; readonly nearness: number },
  tryRate: (rate: number, probe: number) => Promise<TriedRate<T>>,
): Promise<HighestKept<T>> {
  let best: { readonly rate: number; readonly kept?: T } = { rate: 0 };
  let high = Infinity;
  let rate = FIRST * most;
  let probes = 0;
  while (probes < MOST_PROBES && rate > LOWEST * most && !(best.rate > 0 && high / best.rate <= nearness)) {
    const tried = await tryRate(rate, ++probes);
    if ('kept' in tried) best = { rate, kept: tried.kept };
    else if (tried.nothing) break;
    else high = rate;
    rate = best.rate === 0 ? high / 2 : high === Infinity ? best.rate * UP : Math.sqrt(best.rate * high);
  }
  return { ...best, probes };
}
