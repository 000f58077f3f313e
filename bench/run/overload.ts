import type { CaseResult } from './benchmark-result.ts';

/** More than two arrivals, and more than one in a hundred, were still waiting at the end. */
export function isOverloaded({ waiting = 0, samples }: Pick<CaseResult, 'waiting' | 'samples'>): boolean {
  return waiting > Math.max(2, samples / 100);
}
