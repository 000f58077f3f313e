import type { MeasuredPoint, Measurement } from '../../language/index.ts';

/** A measurement with the files that it is of. */
export interface Recorded {
  readonly files: readonly RecordedFile[];
  readonly measurement: Measurement;
}

/** The model comes first; others are weights beside it. Paths are relative to the model's folder. */
export interface RecordedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * A line of the history, as far as this version understands it; undefined for lines that are torn, foreign or
 * newer. Every field is looked at, for people and other versions write this file too.
 */
export const parseHistoryLine = (line: string): Recorded | undefined => parseEntry(json(line));

/** The results of a baseline, as far as this version understands them. */
export const parseBaseline = (text: string): readonly Recorded[] =>
  list(record(json(text))['entries']).flatMap((entry) => parseEntry(entry) ?? []);

function parseEntry(value: unknown): Recorded | undefined {
  const entry = record(value);
  const result = record(entry['result']);
  const model = record(result['model']);
  const machine = record(result['machine']);
  const subject = text(entry['subject']);
  const measuredAt = text(result['measuredAt']);
  const files = [model, ...list(model['external'])].map((each) => recordedFile(record(each)));
  const [first] = files;
  if (subject === undefined || measuredAt === undefined || !first || !allThere(files)) return undefined;
  if (result['version'] !== 1) return undefined;
  const gpu = text(machine['gpu']) ?? text(record(machine['gpu'])['name']);
  const provider = text(machine['provider']) ?? 'unknown';
  const cores = number(machine['cores']);
  const threads = number(machine['threads']);
  const cpu = text(machine['cpu']) ?? 'an unknown processor';
  const points = list(result['cases']).flatMap((each) => pointOf(record(each)) ?? []);
  if (points.length === 0) return undefined;
  return {
    files,
    measurement: {
      subject,
      sha256: first.sha256,
      measuredAt,
      tool: 'tenon bench',
      machine: {
        id: text(machine['id']) ?? '',
        name: provider === 'cpu' || gpu === undefined ? cpu : gpu,
        host: JSON.stringify([cpu, cores, machine['memory'], machine['os'], machine['arch']]),
        ...(cores === undefined ? {} : { cores }),
        provider,
        ...(threads === undefined ? {} : { threads }),
      },
      points,
    },
  };
}

/** A line that an import has written; the same as a text of JSON. */
export function parseEvidenceLine(line: string): Recorded | undefined {
  const entry = record(json(line));
  const files = list(entry['files']).map((each) => recordedFile(record(each)));
  const measurement = record(entry['measurement']);
  const isKnown =
    entry['version'] === 1 &&
    files.length > 0 &&
    allThere(files) &&
    text(measurement['subject']) !== undefined &&
    text(measurement['measuredAt']) !== undefined &&
    text(record(measurement['machine'])['host']) !== undefined &&
    list(measurement['points']).length > 0;
  return isKnown ? { files, measurement: measurement as unknown as Measurement } : undefined;
}

export const printEvidenceLine = ({ files, measurement }: Recorded): string =>
  JSON.stringify({ version: 1, files, measurement });

const SCENARIOS: readonly MeasuredPoint['scenario'][] = [
  'single-stream', 'concurrency', 'instances', 'server', 'offline',
]; // prettier-ignore

function pointOf(measured: Fields): MeasuredPoint | undefined {
  const described = record(measured['scenario']);
  const name = text(measured['scenario']) ?? text(described['kind']);
  const scenario = SCENARIOS.find((each) => each === name);
  const batch = number(measured['batch']);
  if (scenario === undefined || batch === undefined) return undefined;
  const latency = record(measured['latency']);
  const memory = record(measured['memory']);
  const own = number(memory['model']) ?? difference(number(memory['peak']), number(memory['library']));
  const grade = text(record(measured['noise'])['grade']);
  const assumed = list(measured['assumed']).flatMap((each) => text(each) ?? []);
  return {
    scenario,
    batch,
    parallel: number(measured['concurrency']) ?? number(described['concurrency']) ?? number(measured['instances']) ?? number(described['instances']) ?? 1, // prettier-ignore
    latency: {
      ...figure('p50', latency['p50']),
      ...figure('p90', latency['p90']),
      ...figure('p95', latency['p95']),
      ...figure('p99', latency['p99']),
      ...figure('mean', latency['mean']),
    },
    ...figure('throughput', measured['throughput']),
    ...figure('first', { value: measured['first'] }),
    ...(own === undefined ? {} : { memory: own }),
    ...(grade === 'A' || grade === 'B' || grade === 'C' ? { noise: grade } : {}),
    ...(assumed.length === 0 ? {} : { assumed }),
  };
}

const difference = (peak: number | undefined, library: number | undefined): number | undefined =>
  peak === undefined ? undefined : Math.max(0, peak - (library ?? 0));

/** A figure is `{ samples, needed }` where there were too few samples for it. */
function figure<K extends string>(name: K, estimate: unknown): { readonly [key in K]?: number } {
  const value = number(record(estimate)['value']);
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in K]?: number });
}

function recordedFile(file: Fields): RecordedFile | undefined {
  const path = text(file['path']);
  const bytes = number(file['bytes']);
  const sha256 = text(file['sha256']);
  return path === undefined || bytes === undefined || sha256 === undefined
    ? undefined
    : { path, bytes, sha256 };
}

const allThere = (files: readonly (RecordedFile | undefined)[]): files is readonly RecordedFile[] =>
  files.every((file) => file !== undefined);

type Fields = Readonly<Record<string, unknown>>;

const record = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

function json(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
