import { list, numberAt, record, textAt, type Fields } from './json-fields.ts';

/** A figure with its 95 % interval (null where it is open), or why there is none. SI units. */
export type Figure =
  | { readonly value: number; readonly low: number | null; readonly high: number | null }
  | { readonly samples: number; readonly needed: number };

export type Interval = Extract<Figure, { readonly value: number }>;

export const QUANTILES = ['p50', 'p90', 'p95', 'p99', 'p999'] as const;
export type Quantile = (typeof QUANTILES)[number];

/** One measured case, with everything that an older or newer result may lack left open. */
export interface MeasuredCase {
  /** `single-stream`, `concurrency`, `server` … */
  readonly scenario: string;
  readonly batch: number;
  readonly concurrency?: number;
  /** Items per second that were asked for, in an open loop. */
  readonly rate?: number;
  readonly samples?: number;
  /** Seconds. */
  readonly latency: Readonly<Partial<Record<Quantile, Figure>>> & {
    readonly mean?: Interval;
    readonly min?: number;
    readonly max?: number;
  };
  /** Items per second. */
  readonly throughput?: Interval;
  readonly noise?: { readonly grade: string; readonly spread: number | null };
  /** Bytes. */
  readonly memory?: {
    readonly peak: number;
    readonly library?: number;
    readonly model?: number;
    readonly gpu?: number;
  };
  readonly assumed: readonly string[];
  /** How many runs took how long, in seconds, in the order of their latency. */
  readonly histogram?: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** The case as it was kept. */
  readonly raw: Fields;
}

export interface MeasuredMachine {
  readonly id: string;
  readonly cpu: string;
  readonly arch: string;
  readonly os: string;
  readonly memory?: number;
  readonly cores?: number;
  /** Name of the accelerator that ran the model. */
  readonly device?: string;
  readonly provider: string;
  readonly engine: string;
}

export interface PlacedNodes {
  readonly provider: string;
  readonly nodes: number;
  readonly seconds?: number;
}

export interface OperatorTime {
  readonly operator: string;
  readonly provider: string;
  readonly seconds: number;
  readonly count?: number;
}

export interface HashedPart {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One line of a history, read with care: what it does not say is left out. */
export interface MeasuredResult {
  readonly subject: string;
  /** ISO 8601 in UTC. */
  readonly measuredAt: string;
  readonly model: HashedPart & {
    readonly parameters?: number;
    readonly weightBytes?: number;
    readonly external: readonly HashedPart[];
  };
  readonly machine: MeasuredMachine;
  /** Seconds of the first steps in a fresh process, by name. */
  readonly cold: Readonly<Record<string, number>>;
  readonly cases: readonly MeasuredCase[];
  readonly placement: readonly PlacedNodes[];
  readonly operators: readonly OperatorTime[];
  readonly seed?: string;
  /** What a reader of the figures should know, as sentences. */
  readonly remarks: readonly string[];
  /** The result as it was kept. */
  readonly raw: Fields;
}

/** Undefined for what is no result of a version that is known. */
export function readResult(subject: string, value: unknown): MeasuredResult | undefined {
  const raw = record(value);
  const measuredAt = textAt(raw, 'measuredAt');
  const cases = list(raw['cases']).flatMap((each) => readCase(record(each)) ?? []);
  if (raw['version'] !== 1 || measuredAt === undefined || Number.isNaN(Date.parse(measuredAt)))
    return undefined;
  if (!Array.isArray(raw['cases'])) return undefined;
  const model = record(raw['model']);
  const placement = record(raw['placement']);
  const seed = textAt(raw, 'seed');
  return {
    subject,
    measuredAt,
    model: {
      ...hashedPart(model),
      ...optional('parameters', numberAt(model, 'parameters')),
      ...optional('weightBytes', numberAt(model, 'weightBytes')),
      external: list(model['external']).map((each) => hashedPart(record(each))),
    },
    machine: readMachine(record(raw['machine'])),
    cold: Object.fromEntries(
      Object.entries(record(raw['cold'])).filter((entry): entry is [string, number] => isFigure(entry[1])),
    ),
    cases,
    placement: list(placement['nodes'] ?? raw['placement']).flatMap((each) => readPlaced(record(each))),
    operators: list(placement['operators'] ?? raw['operators']).flatMap((each) => readOperator(record(each))),
    ...optional('seed', seed),
    remarks: list(raw['remarks']).flatMap((each) => textAt(record(each), 'message') ?? []),
    raw,
  };
}

function readCase(raw: Fields): MeasuredCase | undefined {
  const batch = numberAt(raw, 'batch');
  if (batch === undefined) return undefined;
  const latency = record(raw['latency']);
  const scenario = raw['scenario'];
  const details = typeof scenario === 'string' ? raw : record(scenario);
  const noise = record(raw['noise']);
  const memory = record(raw['memory']);
  const grade = textAt(noise, 'grade');
  const peak = numberAt(memory, 'peak');
  const figures = QUANTILES.map((name) => [name, readFigure(latency[name])] as const);
  return {
    scenario: typeof scenario === 'string' ? scenario : (textAt(details, 'kind') ?? 'single-stream'),
    batch,
    ...optional('concurrency', numberAt(details, 'concurrency')),
    ...optional('rate', numberAt(details, 'rate')),
    ...optional('samples', numberAt(raw, 'samples')),
    latency: {
      ...Object.fromEntries(figures.filter(([, figure]) => figure !== undefined)),
      ...optional('mean', readInterval(latency['mean'])),
      ...optional('min', numberAt(latency, 'min')),
      ...optional('max', numberAt(latency, 'max')),
    },
    ...optional('throughput', readInterval(raw['throughput'])),
    ...(grade === undefined ? {} : { noise: { grade, spread: numberAt(noise, 'spread') ?? null } }),
    ...(peak === undefined
      ? {}
      : {
          memory: {
            peak,
            ...optional('library', numberAt(memory, 'library')),
            ...optional('model', numberAt(memory, 'model')),
            ...optional('gpu', numberAt(memory, 'gpu')),
          },
        }),
    assumed: list(raw['assumed']).filter((each) => typeof each === 'string'),
    ...optional('histogram', readHistogram(raw['histogram'] ?? latency['histogram'])),
    raw,
  };
}

export function readMachine(raw: Fields): MeasuredMachine {
  const word = (name: string): string => textAt(raw, name) ?? 'unknown';
  const gpu = raw['gpu'] ?? raw['device'];
  const device = typeof gpu === 'string' ? gpu : textAt(record(gpu), 'name');
  const version = textAt(raw, 'engineVersion');
  return {
    id: word('id'),
    cpu: word('cpu'),
    arch: word('arch'),
    os: word('os'),
    ...optional('memory', numberAt(raw, 'memory')),
    ...optional('cores', numberAt(raw, 'cores')),
    ...optional('device', device),
    provider: word('provider'),
    engine: version === undefined ? word('engine') : `${word('engine')} ${version}`,
  };
}

const hashedPart = (raw: Fields): HashedPart => ({
  path: textAt(raw, 'path') ?? '',
  bytes: numberAt(raw, 'bytes') ?? 0,
  sha256: textAt(raw, 'sha256') ?? '',
});

function readPlaced(raw: Fields): PlacedNodes[] {
  const provider = textAt(raw, 'provider');
  const nodes = numberAt(raw, 'nodes');
  if (provider === undefined || nodes === undefined) return [];
  return [{ provider, nodes, ...optional('seconds', numberAt(raw, 'seconds')) }];
}

function readOperator(raw: Fields): OperatorTime[] {
  const operator = textAt(raw, 'operator');
  const seconds = numberAt(raw, 'seconds');
  if (operator === undefined || seconds === undefined) return [];
  const provider = textAt(raw, 'provider') ?? 'unknown';
  return [{ operator, provider, seconds, ...optional('count', numberAt(raw, 'count')) }];
}

function readFigure(value: unknown): Figure | undefined {
  const raw = record(value);
  const samples = numberAt(raw, 'samples');
  const needed = numberAt(raw, 'needed');
  if (samples !== undefined && needed !== undefined) return { samples, needed };
  return readInterval(value);
}

export function readInterval(value: unknown): Interval | undefined {
  const raw = record(value);
  const middle = numberAt(raw, 'value');
  if (middle === undefined) return undefined;
  return { value: middle, low: numberAt(raw, 'low') ?? null, high: numberAt(raw, 'high') ?? null };
}

/** Bins as objects, or as `edges` with one more value than `counts`. */
function readHistogram(value: unknown): MeasuredCase['histogram'] {
  const edges = list(record(value)['edges']).filter(isFigure);
  const counts = list(record(value)['counts']).filter(isFigure);
  const bins =
    counts.length > 0 && edges.length === counts.length + 1
      ? counts.map((count, index) => ({ from: edges[index]!, to: edges[index + 1]!, count }))
      : list(value).flatMap((each) => {
          const from = numberAt(record(each), 'from');
          const to = numberAt(record(each), 'to');
          const count = numberAt(record(each), 'count');
          return from === undefined || to === undefined || count === undefined ? [] : [{ from, to, count }];
        });
  return bins.length === 0 ? undefined : bins;
}

const isFigure = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A field that is there only with a value. */
const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
