import { normals, uniforms } from './random.ts';
import type { ServerSettings } from '../search-space.ts';

/** Measured curves; `source` says where they are from. */
export interface ServerCurves {
  readonly name: string;
  readonly source: string;
  /** Seconds of a run by batch, from the smallest batch. */
  readonly batches: readonly { readonly batch: number; readonly p50: number; readonly p99: number }[];
  /** Items per second of several copies at once. */
  readonly copies: readonly { readonly copies: number; readonly throughput: number }[];
}

export interface Load {
  /** Requests per second, of one item each. */
  readonly rate: number;
  readonly requests: number;
  readonly seed: number;
}

/** Seconds that a server needs around each run, whatever its size. */
const OVERHEAD = 100e-6;

/**
 * A dynamic batcher as Triton's is: requests come at random (Poisson) into one queue; an idle instance takes as many as
 * there are up to the largest batch, at once when that is full, else when the first of them has waited for the delay. Runs
 * take what the curves say, with their spread, and longer while other instances run. Returns the latency of each
 * request in seconds, in the order of their arrival, the first tenth left out because the queue was still empty.
 */
export function simulate(curves: ServerCurves, settings: ServerSettings, load: Load): Float64Array {
  const latencies: number[] = [];
  const draws = drawsOf(load);
  play(curves, settings, load.rate, draws, (latency) => latencies.push(latency) > 0);
  return Float64Array.from(latencies);
}

/** The highest rate at which the 99th percentile of the latency stays within `limit` seconds; 0 when it never does. */
export function highestRate(
  curves: ServerCurves,
  settings: ServerSettings,
  { limit, seed = 1, requests = 20_000 }: { limit: number; seed?: number; requests?: number },
): number {
  const draws = drawsOf({ requests, seed });
  const allowed = Math.floor(0.01 * 0.9 * requests);
  const keeps = (rate: number): boolean => {
    let late = 0;
    play(curves, settings, rate, draws, (latency) => latency <= limit || ++late <= allowed);
    return late <= allowed;
  };
  let high = mostPossible(curves, settings);
  let low = high / 1000;
  if (!keeps(low)) return 0;
  for (let turn = 0; turn < 12; turn++) {
    const middle = Math.sqrt(low * high);
    if (keeps(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** What chance decides: the same at every rate, so that two rates differ by nothing else. */
interface Draws {
  /** Seconds at one request a second. */
  readonly arrivals: Float64Array;
  readonly noise: Float64Array;
}

function drawsOf({ requests, seed }: Pick<Load, 'requests' | 'seed'>): Draws {
  const [random, normal] = [uniforms(seed), normals(seed + 1)];
  const arrivals = new Float64Array(requests);
  let time = 0;
  for (let index = 0; index < requests; index++) arrivals[index] = time += -Math.log(1 - random());
  return { arrivals, noise: Float64Array.from({ length: requests }, normal) };
}

/** Tells each latency to `visit` until that says false. */
function play(
  curves: ServerCurves,
  { batch, instances, delay }: ServerSettings,
  rate: number,
  { arrivals, noise }: Draws,
  visit: (latency: number) => boolean,
): void {
  const { length } = arrivals;
  const arrival = (request: number): number => arrivals[request]! / rate;
  const slow = Array.from({ length: instances }, (_, index) => slowness(curves, index + 1));
  const times = Array.from({ length: batch }, (_, index) => runTimes(curves, index + 1));
  const freeAt = new Array<number>(instances).fill(0);
  for (let first = 0, runs = 0; first < length; runs++) {
    const instance = earliest(freeAt);
    const full = first + batch <= length ? arrival(first + batch - 1) : Infinity;
    const start = Math.max(freeAt[instance]!, Math.min(full, arrival(first) + delay));
    let end = first;
    while (end < length && end - first < batch && arrival(end) <= start) end++;
    let busy = 0;
    for (let other = 0; other < instances; other++) if (other !== instance && freeAt[other]! > start) busy++;
    const { median, spread } = times[end - first - 1]!;
    const done = start + OVERHEAD + median * Math.exp(spread * noise[runs]!) * slow[busy]!;
    for (let request = first; request < end; request++)
      if (request >= length / 10 && !visit(done - arrival(request))) return;
    freeAt[instance] = done;
    first = end;
  }
}

/** Items per second with full batches on all instances and no wait: no server does more. */
function mostPossible(curves: ServerCurves, { batch, instances }: ServerSettings): number {
  const sizes = Array.from({ length: batch }, (_, index) => index + 1);
  return Math.max(
    ...sizes.map(
      (size) => (instances * size) / (OVERHEAD + runTimes(curves, size).median * slowness(curves, instances)),
    ),
  );
}

/**
 * Seconds of a run of `size` items, between the measured batches in proportion: a lognormal distribution with the
 * measured median and 99th percentile; `spread` is the standard deviation of its logarithm.
 */
export function runTimes(
  { batches }: ServerCurves,
  size: number,
): { readonly median: number; readonly spread: number } {
  const above = batches.find(({ batch }) => batch >= size) ?? batches.at(-1)!;
  const below = batches.findLast(({ batch }) => batch <= size) ?? batches[0]!;
  const share = above.batch === below.batch ? 0 : (size - below.batch) / (above.batch - below.batch);
  const median = below.p50 + share * (above.p50 - below.p50);
  const tail = below.p99 / below.p50 + share * (above.p99 / above.p50 - below.p99 / below.p50);
  return { median, spread: Math.log(tail) / 2.326 };
}

/** How much longer a run takes while `busy` instances run; beyond what was measured they share what there is. */
export function slowness({ copies }: ServerCurves, busy: number): number {
  const one = copies[0]!.throughput;
  const measured = copies.findLast((each) => each.copies <= busy)!;
  return Math.max(1, (busy * one) / measured.throughput);
}

function earliest(times: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < times.length; index++) if (times[index]! < times[best]!) best = index;
  return best;
}
