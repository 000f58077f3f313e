import type { SliceLimits } from './engine.ts';

/** Whether a slice that has taken `elapsed` seconds for so many runs is over. */
export function isOver(limits: SliceLimits, elapsed: number, runs: number): boolean {
  return elapsed >= limits.atMost || (elapsed >= limits.atLeast && runs >= limits.runs);
}
