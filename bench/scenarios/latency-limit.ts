import type { CaseResult } from '../run/benchmark-result.ts';
import { isOverloaded } from '../run/overload.ts';

/** A latency that has to be kept, in seconds. */
export interface LatencyLimit {
  readonly quantile: 'p50' | 'p90' | 'p95' | 'p99';
  readonly seconds: number;
}

/**
 * Whether a case keeps a limit: only when the whole interval lies below, broken only when it lies above, or when what
 * waits grows as long as one measures.
 */
export function keepsLimit(
  measured: CaseResult,
  { quantile, seconds }: LatencyLimit,
): 'kept' | 'broken' | 'undecided' {
  if (isOverloaded(measured)) return 'broken';
  const figure = measured.latency[quantile];
  if ('needed' in figure) return 'undecided';
  if ((figure.low ?? 0) >= seconds) return 'broken';
  return figure.high !== null && figure.high < seconds ? 'kept' : 'undecided';
}
