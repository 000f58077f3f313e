import type { Expression } from '../model/expression.ts';
import type { EnsembleStep, Objective, Service, Serving } from '../model/service.ts';
import { queueWait, replicasNeeded, requestsUnderWay } from './queueing.ts';
import { known, notKnown, work, type Given, type Term, type Working } from './working.ts';
import { sourced } from './written.ts';

/** What a benchmark found of the model of a service. */
export interface MeasuredService {
  /** Seconds that one run takes. */
  readonly serviceTime: Term;
  /** Requests that were in it. */
  readonly batch: Term;
  /** Copies of it in one replica: as declared, else as measured. */
  readonly copies: Term;
}

/** What follows from the promises of a service. */
export interface ServingTime {
  /** Longest wait for a batch to fill, in seconds. */
  readonly batchWait: Working;
  /** For each latency promise: what is left for everything else, in seconds; less than 0 when it can't hold. */
  readonly left: readonly { readonly objective: Objective; readonly working: Working }[];
  readonly replicas: Working | undefined;
  readonly queue: Working | undefined;
  /** For each availability promise: how long it may be away in 30 days, in seconds. */
  readonly errorBudgets: readonly { readonly objective: Objective; readonly working: Working }[];
}

/** `unmeasured` says why there is no measurement. */
export function servingTime(
  service: Service,
  measured?: MeasuredService,
  unmeasured = 'no benchmark has measured it',
): ServingTime {
  const batchWait = longestBatchWait(service);
  const latencies = service.objectives.filter(
    ({ measure, comparison }) => /^latency(\.|$)/.test(measure) && comparison.startsWith('<'),
  );
  const rate = throughputOf(service);
  const servers = measured?.copies ?? runsAtATime(service);
  return {
    batchWait,
    left: latencies.map((objective) => ({ objective, working: timeLeft(objective, batchWait) })),
    replicas: rate && replicasFor(service, rate, measured, latencies[0], unmeasured),
    queue:
      rate &&
      queueWait({
        λ: measured ? runsPerSecond(rate, measured.batch) : rate,
        S: measured?.serviceTime ?? notKnown('time of a run', unmeasured, '`tenon bench` for its model'),
        c: work(
          {
            title: 'Runs at a time',
            formula: 'r × i',
            unit: '',
            source: 'Replicas × instances of each',
          },
          {
            r: service.scale
              ? sourced('fewest replicas', service.scale.min)
              : known('replicas', 1, '', { because: 'no scale is declared' }),
            i: servers,
          },
          ({ r, i }) => r * i,
        ),
      }),
    errorBudgets: service.objectives
      .filter(({ measure, comparison }) => measure === 'availability' && comparison.startsWith('>'))
      .map((objective) => ({
        objective,
        working: errorBudget(promised(objective, 'availability', 'ratio')),
      })),
  };
}

/** How long a service may be away in 30 days when it promises to be there for the share `A` of the time; seconds. */
export const errorBudget = (A: Given): Working =>
  work(
    {
      title: 'Error budget in 30 days',
      formula: '(1 − A) × 30 d',
      unit: 's',
      source: 'Beyer et al. 2016, Site Reliability Engineering, appendix A',
      lowers: ['A'],
    },
    { A },
    (v) => (1 - v.A) * 30 * 86_400,
  );

const promised = ({ limit, limitOrigin }: Objective, name: string, unit: string): Term =>
  known(`promised ${name}`, typeof limit === 'number' ? limit : limit.value, unit, { origin: limitOrigin });

function timeLeft(objective: Objective, batchWait: Working): Working {
  return work(
    {
      title: `Left of ${objective.measure}`,
      formula: 'W − q',
      unit: 's',
      source: 'A request that comes first waits for its batch to fill before it runs',
      assumptions: ['The way to the server and back is in it, and so is the wait behind other batches.'],
      lowers: ['q'],
    },
    { W: promised(objective, objective.measure, 's'), q: batchWait },
    ({ W, q }) => W - q,
  );
}

const withinOf = ({ batching }: Serving): number => batching?.within?.value.value ?? 0;

/** Along the longest way through the steps, for each step fills a batch of its own. */
function longestBatchWait({ serves, steps }: Service): Working {
  const path = serves.length > 0 ? [] : slowestPath(steps);
  const servings = path.length > 0 ? path.map((step) => step.serving) : longest(serves);
  return work(
    {
      title: 'Wait for a batch to fill',
      formula: servings.length > 1 ? servings.map((_, index) => `w${index + 1}`).join(' + ') : 'w1',
      unit: 's',
      source: 'NVIDIA Triton, dynamic_batching.max_queue_delay_microseconds',
    },
    servings.length === 0
      ? { w1: known('time that a batch waits', 0, 's', { because: 'nothing is batched' }) }
      : Object.fromEntries(servings.map((serving, index) => [`w${index + 1}`, withinTerm(serving)])),
    (values) => Object.values(values).reduce((sum, each) => sum + each, 0),
  );
}

function withinTerm(serving: Serving): Term {
  const short = serving.model.qualifiedName.split('.').at(-1)!;
  const within = serving.batching?.within;
  return within
    ? known(`time that a batch of ${short} waits`, within.value.value, 's', { origin: within.origin })
    : known(`time that a batch of ${short} waits`, 0, 's', { because: 'no wait is declared' });
}

const longest = (servings: readonly Serving[]): readonly Serving[] =>
  [...servings].sort((a, b) => withinOf(b) - withinOf(a)).slice(0, 1);

/** The chain of steps with the longest waits; a circle, which a rule reports, is cut. */
function slowestPath(steps: readonly EnsembleStep[]): readonly EnsembleStep[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const found = new Map<string, readonly EnsembleStep[]>();
  const wait = (path: readonly EnsembleStep[]): number =>
    path.reduce((sum, step) => sum + withinOf(step.serving), 0);
  const pathTo = (step: EnsembleStep): readonly EnsembleStep[] => {
    const known = found.get(step.name);
    if (known) return known;
    found.set(step.name, []);
    const before = step.takes.flatMap(({ name }) => byName.get(name) ?? []).map(pathTo);
    const [slowest = []] = before.sort((a, b) => wait(b) - wait(a) || b.length - a.length);
    const path = [...slowest, step];
    found.set(step.name, path);
    return path;
  };
  const [slowest = []] = steps.map(pathTo).sort((a, b) => wait(b) - wait(a) || b.length - a.length);
  return slowest;
}

/** Requests in a second that are promised; tokens in a second say nothing about requests. */
function throughputOf({ objectives }: Service): Term | undefined {
  const found = objectives.find(
    ({ measure, comparison, limit }) =>
      measure === 'throughput' &&
      comparison.startsWith('>') &&
      typeof limit !== 'number' &&
      limit.of === undefined,
  );
  return found && promised(found, 'throughput', '1/s');
}

const runsPerSecond = (rate: Term, batch: Term): Working =>
  work(
    {
      title: 'Runs in a second',
      formula: 'λ / N',
      unit: '1/s',
      source: 'Each run answers a batch',
      lowers: ['N'],
    },
    { λ: rate, N: batch },
    ({ λ, N }) => λ / N,
  );

/** Runs at a time in one replica: instances of the step that has the fewest. */
function runsAtATime({ serves, steps }: Service): Term {
  const servings = [...serves, ...steps.map((step) => step.serving)];
  const [fewest] = servings
    .flatMap(({ instances }) => instances ?? [])
    .sort((a, b) => a.count.value - b.count.value);
  return fewest
    ? sourced('instances', fewest.count)
    : known('instances', 1, '', { because: 'no instances are declared' });
}

/** Requests that one replica has in work at a time: instances × largest batch, of the step with the fewest. */
function requestsAtATime({ serves, steps }: Service, measured: MeasuredService | undefined): Working {
  const servings = [...serves, ...steps.map((step) => step.serving)];
  const product = ({ instances, batching }: Serving): number =>
    (instances?.count.value ?? 1) * (batching?.max.value ?? 1);
  const [fewest] = [...servings].sort((a, b) => product(a) - product(b));
  const one = (name: string): Term => known(name, 1, '', { because: 'it is not declared' });
  return work(
    {
      title: 'Requests at a time in a replica',
      formula: 'i × N',
      unit: 'requests',
      source: 'Each instance runs one batch at a time',
    },
    {
      i:
        measured?.copies ??
        (fewest?.instances ? sourced('instances', fewest.instances.count) : one('instances')),
      N:
        measured?.batch ??
        (fewest?.batching ? sourced('largest batch', fewest.batching.max) : one('largest batch')),
    },
    ({ i, N }) => i * N,
  );
}

/** From the measured time, or from the promised latency, which is an upper bound of it. */
function replicasFor(
  service: Service,
  rate: Term,
  measured: MeasuredService | undefined,
  latency: Objective | undefined,
  unmeasured: string,
): Working {
  const declared = latency && promised(latency, latency.measure, 's');
  const underWay = requestsUnderWay({
    λ: rate,
    W:
      measured?.serviceTime ??
      declared ??
      notKnown(
        'time of a request',
        `${unmeasured}, and no latency is promised`,
        `objective { latency.p99 < … } in ${service.name}, or measure it with tenon bench`,
      ),
  });
  const working = replicasNeeded({
    L: underWay,
    c: requestsAtATime(service, measured),
    ρ: targetUtilisation(service),
  });
  if (measured || !working.result) return working;
  return {
    ...working,
    bound: 'at most',
    assumptions: [
      ...working.assumptions,
      'The promised latency stands for the time of a request, which is shorter when the promise holds.',
      'Batches are full.',
    ],
  };
}

/** `keep gpu_utilization < 70%` is the share that a replica may be busy. */
function targetUtilisation({ scale }: Service): Term {
  for (const { root, origin } of scale?.keep ?? ([] as readonly Expression[])) {
    if (root.node !== 'binary' || !root.operator.startsWith('<')) continue;
    const { left, right } = root;
    const name = left.node === 'measure' || left.node === 'word' ? left.name : '';
    if (/utili[sz]ation$/.test(name) && right.node === 'quantity')
      return known('share that it may be busy', right.quantity.value, 'ratio', { origin });
  }
  return known('share that it may be busy', 1, 'ratio', { because: 'no utilization is to be kept' });
}
