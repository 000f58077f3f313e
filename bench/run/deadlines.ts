import type { Phase } from '../host/phase.ts';

/** Seconds that the child may take, by phase; for warm-up and measuring, in one slice. */
export type Deadlines = Readonly<Record<Phase, number>>;

export const defaultDeadlines: Deadlines = {
  start: 30,
  import: 60,
  load: 120,
  bind: 60,
  first: 60,
  warmup: 5,
  check: 60,
  measure: 5,
  outputs: 60,
  profile: 120,
};

/**
 * Seconds until the child counts as hung. A native call cannot report that it is alive, so that a slice gets its
 * own deadline plus twenty runs as slow as the last ones.
 */
export function deadline(deadlines: Deadlines, phase: Phase, secondsPerRun: number): number {
  const isSliced = phase === 'warmup' || phase === 'measure';
  return deadlines[phase] + (isSliced ? 20 * secondsPerRun : 0);
}
