import type { SliceLimits } from '../host/engine.ts';

/** What the parent tells a child that waits for orders: one line of JSON on file descriptor 3, answered by `slice`. */
export interface Order {
  readonly phase: 'warmup' | 'measure';
  readonly limits: SliceLimits;
}
