import type { MeasuredPoint, Measurement } from '../project/facts.ts';
import { printAmount, printNumber } from './amount-text.ts';
import { fastest, isOnCpu, type Curves, type Figure } from './measured-curves.ts';

/** What a service promises of a model. */
export interface ServingNeeds {
  /** The promised latency: which figure of it, and at most how many seconds. */
  readonly latency?: { readonly of: keyof MeasuredPoint['latency']; readonly limit: number };
  /** Requests in a second that one replica has to answer. */
  readonly rate?: number;
  /** Bytes that all copies on one device may take. */
  readonly memory?: number;
  /** Largest batch that the model declares. */
  readonly maxBatch?: number;
  /** Copies that the model declares. */
  readonly copies?: number;
}

/** A value with the measurement that it follows from, and how. */
export interface Measured<V> {
  readonly value: V;
  /** A phrase that goes before the name of the measurement. */
  readonly because: string;
  readonly of: Measurement;
}

/** How to serve a model, as far as measurements tell. A value that they do not tell is absent. */
export interface ServingSettings {
  /** The largest batch that keeps the promise. */
  readonly maxBatch?: Measured<number>;
  /** The knee: the first batch with nearly all of the throughput. */
  readonly preferredBatch?: Measured<number>;
  /** Seconds that a request may wait for others. */
  readonly queueDelay?: Measured<number>;
  readonly copies?: Measured<number>;
  /** Threads inside one operator, for each copy. */
  readonly threads?: Measured<number>;
  /** The first run is so slow that no caller should meet it. */
  readonly warmup?: Measured<true>;
  readonly accelerator?: Measured<'tensorrt' | 'openvino'>;
}

/** Part of a promised latency that a batch may take alone; the rest is for waiting and for the way. */
const SHARE_OF_PROMISE = 0.8;
/** Part of the largest throughput from which on a batch is large enough. */
const KNEE = 0.9;
/** A further copy has to bring this much. */
const GAIN_OF_COPY = 0.1;
const GAIN_OF_ACCELERATOR = 1.05;
const SLOW_FIRST_RUN = 3;

/**
 * What a search on a real server found, as long as no more is promised than it kept; else the formulas of
 * `docs/measured-figures.md`. The same curves and needs give the same settings.
 */
export function servingSettings(curves: Curves, needs: ServingNeeds): ServingSettings {
  const found = fromCurves(curves, needs);
  const { tuned } = curves;
  if (tuned === undefined || !servesPromise(tuned, needs)) return found;
  // Batches, copies, waiting and threads were tried together: none of them is mixed with what a formula says.
  const { warmup, accelerator } = found;
  return {
    ...fromServer(tuned),
    ...(warmup ? { warmup } : {}),
    ...(accelerator ? { accelerator } : {}),
  };
}

/** Whether a search on a server was for what is promised now, or for more. */
export function servesPromise({ tuned }: Measurement, { latency }: ServingNeeds): boolean {
  return tuned !== undefined && latency?.of === tuned.promise.of && latency.limit >= tuned.promise.limit;
}

function fromServer(of: Measurement): ServingSettings {
  const { maxBatch, copies, queueDelay, threads, promise, measurements } = of.tuned!;
  const done = rate(of.points[0]?.throughput ?? 0);
  const limit = seconds(promise.limit);
  const because =
    maxBatch === undefined
      ? `A server does ${done} within ${limit} (${promise.of}), the most in ${measurements} measurements: instances ${copies}`
      : `A server does ${done} within ${limit} (${promise.of}), the most in ${measurements} measurements: batches up to ${maxBatch}, instances ${copies}, wait ${seconds(queueDelay)}`;
  return {
    ...(maxBatch === undefined
      ? {}
      : { maxBatch: { value: maxBatch, because, of }, queueDelay: { value: queueDelay, because, of } }),
    copies: { value: copies, because, of },
    ...(threads === undefined
      ? {}
      : { threads: { value: threads, because: `Threads of each instance on that server: ${threads}`, of } }),
  };
}

function fromCurves(curves: Curves, needs: ServingNeeds): ServingSettings {
  // One batch size alone says nothing about others.
  const batches = curves.batches.length > 1 ? curves.batches : [];
  const maxBatch = largestBatch(batches, needs);
  // Without a promise the largest batch is the knee of all.
  const largest = needs.maxBatch ?? (needs.latency ? maxBatch?.value : Infinity);
  const knee = largest === undefined ? undefined : kneeOf(batches, largest);
  const delay = knee && queueDelay(knee, needs);
  const copies = copiesOf(curves, needs);
  const threads = threadsOf(curves, needs.copies ?? copies?.value ?? 1);
  const warmup = warmupOf(curves);
  const accelerator = acceleratorOf(curves);
  return {
    ...(maxBatch ? { maxBatch } : {}),
    ...(knee ? { preferredBatch: knee.setting } : {}),
    ...(delay ? { queueDelay: delay } : {}),
    ...(copies ? { copies } : {}),
    ...(threads ? { threads } : {}),
    ...(warmup ? { warmup } : {}),
    ...(accelerator ? { accelerator } : {}),
  };
}

/** Largest b with L(b) ≤ 0.8 × promise; without a promise the first batch that does not pay any more. */
function largestBatch(batches: readonly Figure[], needs: ServingNeeds): Measured<number> | undefined {
  const { latency } = needs;
  if (batches.length === 0) return undefined;
  if (latency === undefined) {
    const knee = kneeOf(batches, Infinity);
    return (
      knee && { ...knee.setting, because: `No latency is promised, and ${startLower(knee.setting.because)}` }
    );
  }
  const room = SHARE_OF_PROMISE * latency.limit;
  const kept = batches.filter((each) => (latencyOf(each, latency.of) ?? Infinity) <= room);
  const largest = kept.at(-1);
  if (!largest) return undefined;
  const next = batches.find(({ batch }) => batch > largest.batch);
  const slower = next && latencyOf(next, latency.of);
  const beyond =
    next === undefined
      ? '; no larger batch was measured'
      : slower === undefined
        ? `; ${latency.of} of a batch of ${next.batch} has too few samples`
        : `; a batch of ${next.batch} takes ${seconds(slower)}`;
  return {
    value: largest.batch,
    because: `${latency.of} of a batch of ${largest.batch} is ${seconds(latencyOf(largest, latency.of)!)}, within 0.8 × ${seconds(latency.limit)}${beyond}`,
    of: largest.of,
  };
}

/** First b with T(b) ≥ 0.9 × T_max. */
function kneeOf(
  batches: readonly Figure[],
  largest: number,
): { readonly figure: Figure; readonly setting: Measured<number> } | undefined {
  const allowed = batches.filter(({ batch, throughput }) => batch <= largest && throughput !== undefined);
  const most = fastest(allowed);
  const figure = allowed.find(({ throughput }) => throughput! >= KNEE * most);
  if (!figure) return undefined;
  const because = `A batch of ${figure.batch} does ${rate(figure.throughput!)}, the first with 90 % of the ${rate(most)} that are possible`;
  return { figure, setting: { value: figure.batch, because, of: figure.of } };
}

/**
 * min(0.8 × promise − L(knee), (knee − 1) / rate), never below 0: a request that waits and then runs keeps the same share of
 * the promise as the largest batch, and none waits longer than the batch needs to fill. Where no rate is promised
 * nobody knows how long that is; then as long as a run takes, since a longer wait costs more than it can bring.
 */
function queueDelay(
  { figure }: { readonly figure: Figure; readonly setting: Measured<number> },
  { latency, rate: requests }: ServingNeeds,
): Measured<number> | undefined {
  const run = latency && latencyOf(figure, latency.of);
  if (run === undefined && requests === undefined) return undefined;
  const reasons: { readonly value: number; readonly because: string }[] = [];
  if (latency && run !== undefined) {
    const of = `the ${latency.of} of a batch of ${figure.batch}`;
    const room = SHARE_OF_PROMISE * latency.limit - run;
    reasons.push({ value: room, because: `0.8 × ${seconds(latency.limit)} − ${seconds(run)}, ${of}` });
    if (requests === undefined)
      reasons.push({ value: run, because: `As long as a run takes: ${seconds(run)}, ${of}` });
  }
  if (requests !== undefined && requests > 0) {
    const because = `${figure.batch - 1} more requests come in this time at ${rate(requests)} for each replica`;
    reasons.push({ value: (figure.batch - 1) / requests, because });
  }
  const [shortest] = reasons.sort((a, b) => a.value - b.value);
  if (!shortest) return undefined;
  // A rest of a subtraction is nothing; no server counts less than a microsecond.
  const value = shortest.value < 1e-6 ? 0 : shortest.value;
  const because = value > 0 ? shortest.because : `Nothing is left to wait: ${shortest.because}`;
  return { value, because, of: figure.of };
}

/** Smallest k after which T(k) gains less than 10 %, as long as the memory suffices. */
function copiesOf({ copies, batches }: Curves, { memory }: ServingNeeds): Measured<number> | undefined {
  const measured = copies.filter(({ throughput }) => throughput !== undefined);
  if (measured.length < 2) return undefined;
  const each = batches.at(-1)?.memory;
  const fits = ({ parallel }: Figure): boolean =>
    memory === undefined || each === undefined || parallel * each <= memory;
  const fitting = measured.filter(fits);
  let chosen = fitting[0];
  let reason = '';
  for (const next of fitting.slice(1)) {
    const gain = next.throughput! / chosen!.throughput! - 1;
    if (gain < GAIN_OF_COPY) {
      reason = `${next.parallel} do only ${printNumber(Math.round(gain * 100))} % more`;
      break;
    }
    chosen = next;
  }
  if (!chosen) return undefined;
  const last =
    fitting.length < measured.length ? 'more do not fit into the memory' : 'more were not measured';
  return {
    value: chosen.parallel,
    because: `${chosen.parallel} at a time do ${rate(chosen.throughput!)}, ${reason || last}`,
    of: chosen.of,
  };
}

/** The best number of the sweep, divided by the copies. */
function threadsOf({ threads }: Curves, copies: number): Measured<number> | undefined {
  const timed = threads.filter(({ latency }) => latency.p50 !== undefined);
  if (timed.length < 2) return undefined;
  const best = timed.reduce((a, b) => (b.latency.p50! < a.latency.p50! ? b : a));
  const number = best.of.machine.threads!;
  const shared = copies > 1 ? `, divided by ${copies} copies` : '';
  return {
    value: Math.max(1, Math.floor(number / copies)),
    because: `${number} ${number === 1 ? 'thread is' : 'threads are'} fastest (p50 ${seconds(best.latency.p50!)})${shared}`,
    of: best.of,
  };
}

function warmupOf({ batches }: Curves): Measured<true> | undefined {
  const [slow] = batches.filter(
    ({ first, latency }) =>
      first !== undefined && latency.p50 !== undefined && first > SLOW_FIRST_RUN * latency.p50,
  );
  return (
    slow && {
      value: true,
      because: `The first run takes ${seconds(slow.first!)}, others ${seconds(slow.latency.p50!)}`,
      of: slow.of,
    }
  );
}

/** Triton's names of what ONNX Runtime has beside its own kernels, by the provider that they replace. */
const ACCELERATORS = { tensorrt: 'cuda', openvino: 'cpu' } as const;

function acceleratorOf({ provider, batches, rivals }: Curves): ServingSettings['accelerator'] {
  if (provider !== 'tensorrt' && provider !== 'openvino') return undefined;
  const plain = rivals.find((each) => each.provider === ACCELERATORS[provider]);
  if (!plain) return undefined;
  const [own, other] = [fastest(batches), fastest(plain.batches)];
  if (own < GAIN_OF_ACCELERATOR * other) return undefined;
  const best = batches.find(({ throughput }) => throughput === own)!;
  return {
    value: provider,
    because: `${provider} does ${rate(own)}, ${plain.provider} ${rate(other)}`,
    of: best.of,
  };
}

/** Processor or GPU: where the fastest measured provider runs. */
export const deviceOf = ({ provider }: Curves): 'cpu' | 'gpu' => (isOnCpu(provider) ? 'cpu' : 'gpu');

const latencyOf = ({ latency }: Figure, of: keyof MeasuredPoint['latency']): number | undefined =>
  latency[of];
const seconds = (value: number): string => printAmount({ value, unit: 's' });
const rate = (value: number): string => printAmount({ value, unit: '1/s' });
const startLower = (text: string): string => text[0]!.toLowerCase() + text.slice(1);
