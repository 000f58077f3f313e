import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a lens shows of a measurement; SI units. */
export interface LastMeasurement {
  readonly subject: string;
  /** ISO 8601 in UTC. */
  readonly measuredAt: string;
  readonly provider?: string;
  readonly batch: number;
  /** Seconds. */
  readonly p50?: number;
  readonly p99?: number;
  /** Items per second. */
  readonly throughput?: number;
}

export const HISTORY_PATTERN = '**/.tenon/bench/history.jsonl';

/**
 * The newest measurement of each model. The server may not use the bench room, which can start processes; it
 * reads the lines of the history by itself and leaves out those that it does not understand.
 */
export async function lastMeasurements(projectFolder: string): Promise<ReadonlyMap<string, LastMeasurement>> {
  const text = await readFile(join(projectFolder, '.tenon', 'bench', 'history.jsonl'), 'utf8').catch(
    () => '',
  );
  const result = new Map<string, LastMeasurement>();
  for (const line of text.split('\n')) {
    const measurement = line.trim() === '' ? undefined : readLine(line);
    if (measurement) result.set(measurement.subject, measurement);
  }
  return result;
}

function readLine(line: string): LastMeasurement | undefined {
  try {
    const entry = record(JSON.parse(line));
    const result = record(entry['result']);
    const [first] = Array.isArray(result['cases']) ? (result['cases'] as unknown[]) : [];
    const measured = record(first);
    const { subject } = entry;
    const { measuredAt } = result;
    const { batch } = measured;
    if (typeof subject !== 'string' || typeof measuredAt !== 'string' || typeof batch !== 'number')
      return undefined;
    return { subject, measuredAt, batch, ...figures(result, measured) };
  } catch {
    return undefined;
  }
}

function figures(result: Fields, measured: Fields): Partial<LastMeasurement> {
  const latency = record(measured['latency']);
  const provider = record(result['machine'])['provider'];
  const p50 = valueOf(latency['p50']);
  const p99 = valueOf(latency['p99']);
  const throughput = valueOf(measured['throughput']);
  return {
    ...(typeof provider === 'string' ? { provider } : {}),
    ...(p50 === undefined ? {} : { p50 }),
    ...(p99 === undefined ? {} : { p99 }),
    ...(throughput === undefined ? {} : { throughput }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

const record = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** A figure is left out of the history's line when there were too few samples for it. */
function valueOf(figure: unknown): number | undefined {
  const { value } = record(figure) as { value?: unknown };
  return typeof value === 'number' ? value : undefined;
}
