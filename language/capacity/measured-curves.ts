import { compareText } from '../model/origin.ts';
import type { MeasuredFact, MeasuredPoint, Measurement } from '../project/facts.ts';

/** One point with the measurement that it is from. */
export interface Figure extends MeasuredPoint {
  readonly of: Measurement;
}

/** What was measured of one model file on one kind of device of one machine, ready to conclude from. */
export interface Curves {
  readonly provider: string;
  /** The newest measurement among those that are used. */
  readonly newest: Measurement;
  /** One request at a time, by batch, from the smallest: L(b) and T(b). */
  readonly batches: readonly Figure[];
  /** Several at a time, by number, from the fewest: T(k). Copies of the model where they were measured, else one copy. */
  readonly copies: readonly Figure[];
  /** Runs with a fixed number of threads, by number, from the fewest; all with the same batch. */
  readonly threads: readonly Figure[];
  /** The same model with other providers on the same machine. */
  readonly rivals: readonly Pick<Curves, 'provider' | 'newest' | 'batches'>[];
  /** The newest search for settings on a real server of such a device. */
  readonly tuned?: Measurement;
}

/** What the copies of a served model run on; undefined when the model does not say it. */
export type Device = 'gpu' | 'cpu' | undefined;

/**
 * The curves to conclude from; undefined when nothing was measured on such a device. Figures of different machines are
 * never mixed. A real server that another tool has loaded is nearer to production than a model alone, so imported
 * figures go first; then the machine that was measured last. What a search on a server found stands beside the curves: it
 * says which settings are best, not how they follow.
 */
export function measuredCurves(fact: MeasuredFact | undefined, device: Device): Curves | undefined {
  const there = (fact?.measurements ?? []).filter(({ machine }) => runsOn(machine.provider, device));
  const tuned = there.filter(isTuned).sort(byWorth)[0];
  const on = device ?? (tuned && (isOnCpu(tuned.machine.provider) ? 'cpu' : 'gpu'));
  const usable = there.filter(
    (each) => !isTuned(each) && runsOn(each.machine.provider, on) && each.points.some(isCertain),
  );
  const best = [...usable].sort(byWorth)[0];
  if (!best) return tuned && curvesOfServer(tuned);
  const here = usable.filter(({ machine }) => machine.host === best.machine.host);
  const providers = [...new Set(here.map(({ machine }) => machine.provider))].sort(compareText);
  const all = providers.map((provider) =>
    curvesOf(
      provider,
      here.filter(({ machine }) => machine.provider === provider),
    ),
  );
  // Where the device is open, the provider that does most.
  const [chosen, ...rivals] = all.sort((a, b) => fastest(b.batches) - fastest(a.batches));
  return chosen && { ...chosen, rivals, ...(tuned ? { tuned } : {}) };
}

const isTuned = ({ tuned }: Measurement): boolean => tuned !== undefined;

/** A server was searched and the model alone never measured. */
const curvesOfServer = (tuned: Measurement): Curves => ({
  provider: tuned.machine.provider,
  newest: tuned,
  batches: [],
  copies: [],
  threads: [],
  rivals: [],
  tuned,
});

/** Largest throughput among figures, in items per second. */
export const fastest = (figures: readonly Figure[]): number =>
  Math.max(0, ...figures.map(({ throughput = 0 }) => throughput));

function curvesOf(provider: string, measurements: readonly Measurement[]): Omit<Curves, 'rivals'> {
  const figures = latestOf(
    measurements.flatMap((of) => of.points.filter(isCertain).map((point) => ({ ...point, of }))),
  );
  // A sweep over threads must not mix into the curve over batches: that is of the settings with the most batches.
  const main = mostBatches(figures.filter(({ scenario }) => scenario === 'single-stream')) ?? figures;
  const batches = main
    .filter(({ parallel, scenario }) => parallel === 1 && scenario !== 'server' && scenario !== 'offline')
    .sort((a, b) => a.batch - b.batch);
  const newest = measurements.reduce((a, b) => (byWorth(a, b) <= 0 ? a : b));
  return { provider, newest, batches, copies: copiesOf(figures, batches), threads: threadsOf(figures) };
}

/** T(k) with one batch size, the one that was measured with the most numbers; one copy is the single stream. */
function copiesOf(figures: readonly Figure[], batches: readonly Figure[]): readonly Figure[] {
  const separate = figures.filter(({ scenario }) => scenario === 'instances');
  const several =
    separate.length > 0 ? separate : figures.filter(({ scenario }) => scenario === 'concurrency');
  const [batch] = [...new Set(several.map((each) => each.batch))].sort(
    (a, b) => count(several, b) - count(several, a) || b - a,
  );
  const series = several.filter((each) => each.batch === batch);
  const alone = batches.find((each) => each.batch === batch && each.parallel === 1);
  const one = alone && !series.some(({ parallel }) => parallel === 1) ? [alone] : [];
  return [...one, ...series].sort((a, b) => a.parallel - b.parallel);
}

const count = (figures: readonly Figure[], batch: number): number =>
  figures.filter((each) => each.batch === batch).length;

function threadsOf(figures: readonly Figure[]): readonly Figure[] {
  const set = figures.filter(
    ({ scenario, parallel, of }) =>
      scenario === 'single-stream' && parallel === 1 && of.machine.threads !== undefined,
  );
  const [batch] = [...new Set(set.map((each) => each.batch))].sort(
    (a, b) => count(set, b) - count(set, a) || a - b,
  );
  return set
    .filter((each) => each.batch === batch)
    .sort((a, b) => a.of.machine.threads! - b.of.machine.threads!);
}

function mostBatches(figures: readonly Figure[]): Figure[] | undefined {
  const bySettings = new Map<string, Figure[]>();
  for (const each of figures) {
    const { id } = each.of.machine;
    bySettings.set(id, [...(bySettings.get(id) ?? []), each]);
  }
  return [...bySettings.values()].sort(
    (a, b) => b.length - a.length || byWorth(a.at(-1)!.of, b.at(-1)!.of),
  )[0];
}

/** Of figures of the same case the one that was measured last. */
function latestOf(figures: readonly Figure[]): readonly Figure[] {
  const latest = new Map<string, Figure>();
  for (const each of [...figures].sort((a, b) => byWorth(b.of, a.of))) {
    const { scenario, batch, parallel, of } = each;
    latest.set(JSON.stringify([of.machine.id, scenario, batch, parallel]), each);
  }
  return [...latest.values()];
}

/** Imported figures first, then newer ones; the id only makes the order certain. */
function byWorth(a: Measurement, b: Measurement): number {
  const isImported = ({ tool }: Measurement): number => (tool === 'tenon bench' ? 0 : 1);
  return (
    isImported(b) - isImported(a) ||
    compareText(b.measuredAt, a.measuredAt) ||
    compareText(a.machine.id, b.machine.id)
  );
}

const isCertain = ({ assumed }: MeasuredPoint): boolean => assumed === undefined;

/** A provider that nobody named may be any. */
const runsOn = (provider: string, device: Device): boolean =>
  device === undefined || provider === 'unknown' || isOnCpu(provider) === (device === 'cpu');

export const isOnCpu = (provider: string): boolean =>
  ['cpu', 'openvino', 'xnnpack', 'dnnl'].includes(provider);
