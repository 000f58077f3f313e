import type { Method } from '../host/messages.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import { median } from '../statistics/quantile.ts';
import { isStable } from '../statistics/stability.ts';
import type { PacedChild } from './paced-child.ts';

export interface WarmUp {
  readonly slices: number;
  readonly seconds: number;
  readonly stable: boolean;
}

/** Runs a child until its speed is steady, by the same rule as everywhere. */
export async function warmUp(
  child: PacedChild,
  method: Method,
): Promise<WarmUp | { readonly problem: BenchmarkProblem }> {
  const medians: number[] = [];
  let seconds = 0;
  while (seconds < method.warmupAtMost && !(seconds >= method.warmupAtLeast && isStable(medians))) {
    const slice = await child.slice('warmup', {
      atLeast: method.warmupSlice,
      runs: method.warmupSliceRuns,
      atMost: method.warmupAtMost - seconds,
    });
    if ('problem' in slice) return slice;
    medians.push(median(slice.nanoseconds));
    seconds += slice.elapsed;
  }
  return { slices: medians.length, seconds, stable: isStable(medians) };
}
