import type { CaseResult } from '../run/benchmark-result.ts';

type Keyed = Pick<CaseResult, 'scenario' | 'batch' | 'concurrency' | 'rate' | 'inputHash'>;

/** Equal for cases that measure the same: scenario, batch and inputs. */
export function caseKey({ scenario, batch, concurrency = 1, rate = 0, inputHash }: Keyed): string {
  return JSON.stringify([scenario, batch, concurrency, rate, inputHash]);
}

export const sameCase = (a: Keyed, b: Keyed): boolean => caseKey(a) === caseKey(b);
