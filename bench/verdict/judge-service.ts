import type { CaseResult } from '../run/benchmark-result.ts';
import { compare, judge, type Objective, type Verdict } from './judge.ts';

/** How a service runs a model. */
export interface Served {
  /** Largest batch that the server puts together; 1 when the model declares none. */
  readonly batch: number;
  /** Copies of the model in one replica. */
  readonly copies: number;
  /** Replicas that there may be. */
  readonly replicas: number;
  /** Models that one request runs through. */
  readonly models: number;
}

export interface ServiceVerdict {
  readonly objective: Objective;
  /** `unmeasured` is what a benchmark of a model alone says nothing about, such as availability and cost. */
  readonly verdict: Verdict['verdict'] | 'unmeasured';
  /** Why, as sentences. */
  readonly reason: string;
  readonly observed?: Verdict['observed'];
  /** The case that decided. */
  readonly measured?: CaseResult;
}

const MEASURED = /^(?:latency\.(?:p50|p90|p95|p99|mean|min|max)|throughput|memory)$/u;

/**
 * Holds what was measured of one model against everything that a service promises, each promise against the case that
 * it speaks of. One model measured alone can't say more than it has seen: it can't keep the promise of an
 * ensemble, nor break the throughput of several copies.
 *
 * - Latency: requests at random at the promised rate, where that was measured; else the fullest batch that the server
 *   makes, since each request in it waits for the whole batch; without batching a single item.
 * - Throughput: the best case that such a server can run, leaving out those that break a promised latency, for both
 *   promises have to hold at a time.
 * - Memory: the case that takes most.
 */
export function judgeService(
  objectives: readonly Objective[],
  served: Served,
  cases: readonly CaseResult[],
): readonly ServiceVerdict[] {
  const possible = cases.filter((each) => isPossible(each, served));
  return objectives.map((objective): ServiceVerdict => {
    if (!MEASURED.test(objective.metric)) {
      const reason = `A benchmark of the model alone does not measure ${objective.metric}.`;
      return { objective, verdict: 'unmeasured', reason };
    }
    const chosen = casesFor(objective, objectives, served, possible);
    if (typeof chosen === 'string') return { objective, verdict: 'undecided', reason: chosen };
    const judged = chosen.map((measured) => ({ measured, ...judge(objective, measured) }));
    const order = objective.metric === 'throughput' ? LENIENT : STRICT;
    const decisive = judged.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))[0]!;
    return { objective, ...limited(objective, decisive, served) };
  });
}

const STRICT: readonly Verdict['verdict'][] = ['broken', 'undecided', 'kept'];
const LENIENT: readonly Verdict['verdict'][] = ['kept', 'undecided', 'broken'];

/** Whether the server would ever run like this. */
function isPossible(
  { scenario, batch, concurrency = 1 }: CaseResult,
  { batch: largest, copies }: Served,
): boolean {
  // Several requests at a time on one copy are no less possible than a full batch; a server takes them one after the other.
  return batch <= largest && (scenario !== 'instances' || concurrency <= copies);
}

/** The cases that an objective speaks of, or why there are none. */
function casesFor(
  objective: Objective,
  objectives: readonly Objective[],
  { batch }: Served,
  possible: readonly CaseResult[],
): readonly CaseResult[] | string {
  if (possible.length === 0) {
    const wanted = batch === 1 ? 'a batch of 1' : `a batch of ${batch} or less`;
    return `Nothing was measured with ${wanted}: measure it with --batch ${batch}.`;
  }
  if (objective.metric === 'memory') return possible;
  if (objective.metric === 'throughput') {
    const latencies = objectives.filter(
      ({ metric }) => metric.startsWith('latency.') && MEASURED.test(metric),
    );
    const keeping = possible.filter((each) =>
      latencies.every((latency) => judge(latency, each).verdict !== 'broken'),
    );
    return keeping.length > 0 ? keeping : 'Every case that was measured breaks a promised latency.';
  }
  const rate = objectives.find(({ metric }) => metric === 'throughput')?.limit;
  const atRate = possible.filter(
    ({ scenario, rate: measured = 0 }) => scenario === 'server' && rate !== undefined && measured >= rate,
  );
  if (atRate.length > 0) return atRate;
  const alone = possible.filter(({ scenario }) => scenario === 'single-stream');
  const fullest = alone.reduce<CaseResult | undefined>(
    (best, each) => (best && best.batch >= each.batch ? best : each),
    undefined,
  );
  return fullest ? [fullest] : 'No single run was measured: measure it with --scenario single-stream.';
}

function limited(
  objective: Objective,
  decisive: Verdict & { readonly measured: CaseResult },
  { copies, replicas, models, batch }: Served,
): Omit<ServiceVerdict, 'objective'> {
  const { verdict, reason, measured } = decisive;
  if (verdict === 'kept' && models > 1) {
    const more = `But a request runs through ${models} models, and this is one of them.`;
    return { ...decisive, verdict: 'undecided', reason: `${reason} ${more}` };
  }
  const others = copies * replicas;
  const seen = measured.scenario === 'instances' ? (measured.concurrency ?? 1) : 1;
  if (verdict === 'broken' && objective.metric === 'throughput' && others > seen) {
    const copy = seen === 1 ? 'one copy' : `${seen} copies`;
    return {
      ...decisive,
      verdict: 'undecided',
      reason: `${reason} But that is ${copy}, and there may be ${others}.`,
    };
  }
  if (verdict === 'kept' && objective.metric.startsWith('latency') && measured.batch < batch) {
    const more = `But the server makes batches of up to ${batch}, and ${measured.batch} was measured.`;
    return { ...decisive, verdict: 'undecided', reason: `${reason} ${more}` };
  }
  return decisive;
}

/** How well a model does on rows whose answers are known. */
export interface MeasuredScore {
  /** By the language's name, such as `accuracy`. */
  readonly metric: string;
  readonly value: number;
  readonly rows: number;
}

/** Metrics that are a share of the rows, so that chance in them is known. */
const SHARES: readonly string[] = ['accuracy', 'top1', 'precision', 'recall'];

/**
 * Holds a promise such as `accuracy >= 0.95` against labelled rows. Shares have a 95 % interval (Wilson 1927), others
 * are judged as they are. Undefined when no score is of this metric.
 */
export function judgeScore(objective: Objective, scores: readonly MeasuredScore[]): Verdict | undefined {
  const score = scores.find(({ metric }) => metric === objective.metric);
  if (!score) return undefined;
  const { metric, value, rows } = score;
  const { low, high } = SHARES.includes(metric) ? wilson(value, rows) : { low: value, high: value };
  const { comparison, limit } = objective;
  const digits = (figure: number): string => String(Number(figure.toPrecision(4)));
  const interval = SHARES.includes(metric) ? ` (95 %: ${digits(low)} to ${digits(high)})` : '';
  const told = `${metric} is ${digits(value)}${interval} on ${rows} rows`;
  const observed = { value, low, high };
  const [best, worst] = comparison.startsWith('<') ? [low, high] : [high, low];
  if (!compare(best, comparison, limit))
    return { verdict: 'broken', reason: `${told}, promised ${comparison} ${limit}.`, observed };
  if (!compare(worst, comparison, limit)) {
    const reason = `${told}: the interval holds the limit ${comparison} ${limit}. More rows narrow it.`;
    return { verdict: 'undecided', reason, observed };
  }
  return { verdict: 'kept', reason: `${told}, promised ${comparison} ${limit}.`, observed };
}

function wilson(share: number, rows: number): { readonly low: number; readonly high: number } {
  if (rows === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const center = (share + z ** 2 / (2 * rows)) / (1 + z ** 2 / rows);
  const half = (z / (1 + z ** 2 / rows)) * Math.sqrt((share * (1 - share)) / rows + z ** 2 / (4 * rows ** 2));
  return { low: Math.max(0, center - half), high: Math.min(1, center + half) };
}
