import type { MeasuredPoint } from '../../language/index.ts';
import { numberIn, type NamedRow } from './parse-csv.ts';

/** Whether a header is that of `perf_analyzer -f`, also with columns put before it. */
export const isPerfAnalyzer = (header: readonly string[]): boolean =>
  header.includes('Inferences/Second') && header.includes('Client Send');

/** Columns with a percentile of the latency; perf_analyzer writes whole microseconds. */
const LATENCIES = [
  ['p50', 'p50 latency'],
  ['p90', 'p90 latency'],
  ['p95', 'p95 latency'],
  ['p99', 'p99 latency'],
  // Only with --verbose-csv.
  ['mean', 'Avg latency'],
] as const;

/**
 * One row of the report is one load on a server: so many requests at a time, or a rate. The batch (`-b`) stands in no
 * column; files that people have joined may have one. One request at a time is what a model alone is measured with;
 * more of them say how much a server does, not how much one copy of the model.
 */
export function perfAnalyzerPoint(row: NamedRow, batch: number): MeasuredPoint | undefined {
  const throughput = numberIn(row, 'Inferences/Second');
  const concurrency = numberIn(row, 'Concurrency');
  if (throughput === undefined || throughput === 0) return undefined;
  const latency = LATENCIES.flatMap(([name, column]) => {
    const microseconds = numberIn(row, column);
    return microseconds === undefined || microseconds === 0 ? [] : [[name, microseconds / 1e6] as const];
  });
  return {
    scenario: concurrency === 1 ? 'single-stream' : 'server',
    batch: numberIn(row, 'Batch Size') ?? batch,
    parallel: concurrency ?? 1,
    latency: Object.fromEntries(latency),
    throughput,
  };
}
