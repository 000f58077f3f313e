import { CodedError } from './coded-error.ts';
import type { Engine } from './engine.ts';

/** By how much the clock may show more than the runs' own times together. */
const tolerance = 0.1;

/** The check passes when one of these does: a busy machine may disturb one. */
const attempts = 3;

/**
 * Makes sure that a run's time covers its work. A provider that returns before its device is done gives short times, and
 * the rest of the work shows when the last output is read: many runs and one read-back must not take more than a tenth
 * longer than the runs' own times. Rejects with `provider/asynchronous`.
 */
export async function checkTimes(engine: Engine): Promise<void> {
  let claimed = 0;
  let clock = 0;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const begin = performance.now();
    const { nanoseconds } = await engine.runSlice({ atLeast: 0.2, runs: 8, atMost: 10 });
    await engine.outputs();
    clock = (performance.now() - begin) / 1000;
    claimed = nanoseconds.reduce((sum, each) => sum + each, 0) / 1e9;
    if (clock <= claimed * (1 + tolerance)) return;
  }
  throw new CodedError(
    'provider/asynchronous',
    `The runs took ${clock.toFixed(3)} s, but their own times add up to ${claimed.toFixed(3)} s only: ` +
      'the provider returns before its work is done.',
  );
}
