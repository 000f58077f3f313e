import type { CaseResult } from '../run/benchmark-result.ts';
import type { LatencyLimit } from './scenario.ts';

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

/** More than two arrivals, and more than one in a hundred, were still waiting at the end. */
export function isOverloaded({ waiting = 0, samples }: Pick<CaseResult, 'waiting' | 'samples'>): boolean {
  return waiting > Math.max(2, samples / 100);
}
