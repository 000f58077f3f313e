import type { CaseResult } from '../../run/benchmark-result.ts';
import { summarise } from '../../statistics/summary.ts';

/** A case in which these latencies repeat, spread evenly over ten slices. */
export function caseOf(
  latencies: readonly number[],
  samples = 2000,
  changes: Partial<CaseResult> = {},
): CaseResult {
  const all = Array.from({ length: samples }, (_, index) => latencies[index % latencies.length] as number);
  const slices = Array.from({ length: 10 }, (_, index) => {
    const part = all.slice((index * samples) / 10, ((index + 1) * samples) / 10);
    return { latencies: part, elapsed: part.reduce((sum, value) => sum + value, 0) };
  });
  return {
    scenario: 'single-stream',
    batch: 1,
    inputs: [],
    inputHash: '',
    assumed: [],
    first: 0.1,
    warmup: { slices: 5, seconds: 0.5, stable: true },
    ...summarise(slices, 1),
    memory: { peak: 1e8, library: 9e7 },
    ...changes,
  };
}
