import type { Method } from '../host/messages.ts';
import type { BudgetName } from './benchmark-request.ts';

/** The warm-up and slice lengths are the same for all, so that budgets differ only in how much they measure. */
const common = {
  warmupAtLeast: 0.5,
  warmupAtMost: 5,
  warmupSlice: 0.1,
  warmupSliceRuns: 8,
  slice: 0.15,
};

/** 662 samples are the fewest that carry a p99; the longer budgets narrow its interval. */
export const budgets: Readonly<Record<BudgetName, Method>> = {
  quick: { ...common, samples: 662, slices: 10, measureAtMost: 3 },
  standard: { ...common, samples: 2_000, slices: 20, measureAtMost: 10 },
  full: { ...common, samples: 10_000, slices: 60, measureAtMost: 60 },
};
