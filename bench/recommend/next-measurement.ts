import {
  servingSettings,
  type Curves,
  type Figure,
  type ServingNeeds,
} from '../../language/capacity/index.ts';
import type { Measurement } from '../../language/index.ts';
import {
  neighbours,
  sameSettings,
  allOf,
  sizeOf,
  snap,
  type SearchSpace,
  type ServerSettings,
} from './search-space.ts';

/** What has been measured so far, in the order in which it was. */
export type Taken =
  /** The model alone: seconds of a run and items per second. */
  | {
      readonly of: 'model';
      readonly batch: number;
      readonly latency: Figure['latency'];
      readonly throughput: number;
    }
  /** Copies beside each other, without a server: items per second of all of them. */
  | { readonly of: 'copies'; readonly instances: number; readonly batch: number; readonly throughput: number }
  /** A server: the most items per second with which it keeps the promise; 0 when it never does. */
  | { readonly of: 'server'; readonly settings: ServerSettings; readonly throughput: number };

/** What to measure next, or what to recommend when nothing else is worth its time. */
export type Next =
  | { readonly measure: 'model'; readonly batch: number }
  | { readonly measure: 'copies'; readonly instances: number; readonly batch: number }
  /** `again` counts earlier measurements of the same settings. */
  | { readonly measure: 'server'; readonly settings: ServerSettings; readonly again: number }
  | { readonly recommend: ServerSettings; readonly throughput: number };

/** At most this part of the measurements that trying all settings takes, where that is more than a few. */
const BUDGET = 1 / 5;
/** A fifth of few settings is nearly nothing: so many measurements are always taken, and so few settings all tried. */
const FEW = 8;
/** Part of them that is kept for measuring the best settings again. */
const CONFIRMING = 1 / 4;
/** Settings that do nearly as well as the best may lead over the ridge between two hills. */
const HOPEFUL = 0.9;
/** Near its limit a server is erratic: settings this near to the best may be better than it. */
const RIVAL = 0.95;
const RIVALS = 3;
const TIMES = 3;
/** A batch or a copy that brings less ends its row. */
const GAIN_OF_BATCH = 1.05;
const GAIN_OF_COPY = 1.1;

/** The most measurements that a search of these settings takes. */
export function budgetOf(space: SearchSpace): number {
  const size = sizeOf(space);
  return Math.max(Math.min(size, FEW), Math.floor(size * BUDGET));
}

/**
 * Decides the next measurement from those that are there; the same ones give the same answer. First the model alone by
 * batch, then copies of it, until a step brings little: cheap, and from these curves the formulas of
 * `docs/measured-figures.md` give settings that are near the best. From there it climbs, always to the best settings known and
 * then to their neighbours and to those of settings that are nearly as good. With what is left of the budget it measures
 * the best settings again, so that it does not recommend the luckiest.
 */
export function nextMeasurement(space: SearchSpace, needs: ServingNeeds, taken: readonly Taken[]): Next {
  const budget = budgetOf(space);
  const climbing = budget - Math.floor(budget * CONFIRMING);
  const tried = triedOf(taken);
  const [best] = tried;
  if (sizeOf(space) <= FEW) {
    const open = allOf(space).find(
      (settings) => !tried.some((each) => sameSettings(each.settings, settings)),
    );
    if (open) return { measure: 'server', settings: open, again: 0 };
  } else if (best === undefined) {
    // A server has to be asked at least once.
    const curve = taken.length < climbing - 1 ? nextOfCurves(space, needs, taken) : undefined;
    return curve ?? { measure: 'server', settings: startOf(space, needs, taken), again: 0 };
  }
  if (best === undefined) throw new Error('A space has at least one setting.');
  const open = taken.length < budget ? nextOfClimb(space, tried) : undefined;
  const unsure = taken.length < budget ? nextRival(tried) : undefined;
  // What nobody needs for measuring again goes on climbing.
  if (open && (taken.length < climbing || !unsure)) return { measure: 'server', settings: open, again: 0 };
  if (unsure) return { measure: 'server', settings: unsure.settings, again: unsure.times };
  return { recommend: best.settings, throughput: best.throughput };
}

/** Settings of a server with the mean of what was measured with them. */
interface Tried {
  readonly settings: ServerSettings;
  readonly times: number;
  readonly throughput: number;
}

/** From the best; of equals the one that was tried first. */
function triedOf(taken: readonly Taken[]): readonly Tried[] {
  const tried: Tried[] = [];
  for (const each of taken) {
    if (each.of !== 'server') continue;
    const index = tried.findIndex(({ settings }) => sameSettings(settings, each.settings));
    const before = tried[index] ?? { settings: each.settings, times: 0, throughput: 0 };
    const times = before.times + 1;
    const throughput = before.throughput + (each.throughput - before.throughput) / times;
    tried[index < 0 ? tried.length : index] = { ...before, times, throughput };
  }
  return tried.sort((a, b) => b.throughput - a.throughput);
}

function nextOfClimb(space: SearchSpace, tried: readonly Tried[]): ServerSettings | undefined {
  const [best] = tried;
  return tried
    .filter((each) => each === best || (each.throughput > 0 && each.throughput >= best!.throughput * HOPEFUL))
    .flatMap(({ settings }) => neighbours(space, settings))
    .find((settings) => !tried.some((each) => sameSettings(each.settings, settings)));
}

/** The least certain among the best. */
function nextRival(tried: readonly Tried[]): Tried | undefined {
  const [best] = tried;
  if (best!.throughput === 0) return undefined;
  return tried
    .filter(({ throughput }) => throughput >= best!.throughput * RIVAL)
    .slice(0, RIVALS)
    .filter(({ times }, _, rivals) => rivals.length > 1 && times < TIMES)
    .sort((a, b) => a.times - b.times)[0];
}

function nextOfCurves(
  { batches, instances }: SearchSpace,
  { latency }: ServingNeeds,
  taken: readonly Taken[],
): Next | undefined {
  const alone = taken.filter((each) => each.of === 'model');
  const last = alone.at(-1);
  const before = alone.at(-2);
  const isSlow =
    last !== undefined && latency !== undefined && (last.latency[latency.of] ?? Infinity) > latency.limit;
  const isFlat =
    last !== undefined && before !== undefined && last.throughput < before.throughput * GAIN_OF_BATCH;
  // Every second batch shows the shape; what lies between is found by climbing.
  const nextBatch = batches.filter((_, index) => index % 2 === 0)[alone.length];
  // One flat step may be noise; from the third batch on it is the shape of the curve.
  if (nextBatch !== undefined && !isSlow && !(isFlat && alone.length > 2))
    return { measure: 'model', batch: nextBatch };
  const copies = taken.filter((each) => each.of === 'copies');
  const batch = mostOf(alone)?.batch ?? batches[0]!;
  const one = alone.find((each) => each.batch === batch)?.throughput ?? 0;
  const rates = [one, ...copies.map(({ throughput }) => throughput)];
  const gains = rates.length < 2 || rates.at(-1)! >= rates.at(-2)! * GAIN_OF_COPY;
  const nextCopies = instances.filter((each) => each > 1)[copies.length];
  return gains && nextCopies !== undefined ? { measure: 'copies', instances: nextCopies, batch } : undefined;
}

const mostOf = <T extends { readonly throughput: number }>(all: readonly T[]): T | undefined =>
  all.reduce<T | undefined>(
    (best, each) => (best && best.throughput >= each.throughput ? best : each),
    undefined,
  );

/** What the formulas make of the curves; where they say nothing, the smallest of everything. */
function startOf(space: SearchSpace, needs: ServingNeeds, taken: readonly Taken[]): ServerSettings {
  const settings = servingSettings(curvesOf(taken), needs);
  const wanted = {
    batch: settings.maxBatch?.value ?? space.batches[0]!,
    instances: settings.copies?.value ?? space.instances[0]!,
    // The formula says how long a request may wait; under load the queue fills batches by itself.
    delay: Math.min(settings.queueDelay?.value ?? 0, space.delays[1] ?? 0),
  };
  return snap(space, wanted);
}

function curvesOf(taken: readonly Taken[]): Curves {
  const of: Measurement = {
    subject: '',
    sha256: '',
    measuredAt: '',
    tool: 'tenon bench',
    machine: { id: '', name: '', host: '', provider: 'unknown' },
    points: [],
  };
  const batches = taken.flatMap((each): readonly Figure[] =>
    each.of === 'model'
      ? [
          {
            scenario: 'single-stream',
            batch: each.batch,
            parallel: 1,
            latency: each.latency,
            throughput: each.throughput,
            of,
          },
        ]
      : [],
  );
  const several = taken.flatMap((each): readonly Figure[] =>
    each.of === 'copies'
      ? [
          {
            scenario: 'instances',
            batch: each.batch,
            parallel: each.instances,
            latency: {},
            throughput: each.throughput,
            of,
          },
        ]
      : [],
  );
  const alone = batches.find(({ batch }) => batch === several[0]?.batch);
  return {
    provider: 'unknown',
    newest: of,
    batches,
    copies: alone ? [alone, ...several] : several,
    threads: [],
    rivals: [],
  };
}
