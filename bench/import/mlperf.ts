import type { MeasuredPoint } from '../../language/index.ts';
import { numberIn, type NamedRow } from './parse-csv.ts';

/** Whether a header is that of the summary of MLPerf Inference results. */
export const isMlperf = (header: readonly string[]): boolean =>
  ['Scenario', 'Result', 'Units', 'SystemName', 'Model'].every((name) => header.includes(name));

/** What LoadGen reports in each scenario, and in which unit: rows of power have others. */
const SCENARIOS: Readonly<
  Record<string, { readonly units: RegExp; readonly point: (result: number) => MeasuredPoint }>
> = {
  // The 90th percentile of one query after the other.
  singlestream: {
    units: /latency|ms/iu,
    point: (milliseconds) => ({ ...ONE, scenario: 'single-stream', latency: { p90: milliseconds / 1000 } }),
  },
  // Samples per second when all of them are there at once.
  offline: {
    units: /samples|queries/iu,
    point: (rate) => ({ ...ONE, scenario: 'offline', throughput: rate }),
  },
  // The highest rate of random arrivals that keeps the latency of the benchmark.
  server: {
    units: /queries|samples/iu,
    point: (rate) => ({ ...ONE, scenario: 'server', throughput: rate }),
  },
};

const ONE = { batch: 1, parallel: 1, latency: {} } as const;

export function mlperfPoint(row: NamedRow): MeasuredPoint | undefined {
  const scenario = SCENARIOS[(row.get('Scenario') ?? '').toLowerCase().replaceAll(/[^a-z]/gu, '')];
  const result = numberIn(row, 'Result');
  if (scenario === undefined || result === undefined || result === 0) return undefined;
  return scenario.units.test(row.get('Units') ?? '') ? scenario.point(result) : undefined;
}

/** `8 × NVIDIA H100-SXM-80GB (DGX H100)`, or the processor of a system without accelerators. */
export function mlperfSystem(row: NamedRow): string {
  const system = row.get('SystemName') ?? '';
  const accelerator = row.get('accelerator_model_name') ?? '';
  const count = numberIn(row, 'accelerators_per_node') ?? 0;
  const device = accelerator === '' || count === 0 ? row.get('host_processor_model_name') : accelerator;
  const many = count > 1 ? `${count} × ` : '';
  return device === undefined || device === '' ? system : `${many}${device} (${system})`;
}

/** Names by which a row may be chosen. */
export const mlperfModels = (row: NamedRow): readonly string[] =>
  ['Model', 'MlperfModel'].flatMap((column) => row.get(column) || []);
