import { describe, expect, it } from 'vitest';
import { checkTimes } from './check-times.ts';
import type { Engine } from './engine.ts';
import { waitUntil } from './wait-until.ts';

describe('the check of times', () => {
  /** An engine whose runs claim a share of the time that they take; the rest shows when the outputs are read. */
  function engineClaiming(share: number): Engine {
    let owed = 0;
    const spend = (milliseconds: number): void => waitUntil(performance.now() + milliseconds);
    return {
      name: 'ort-ffi',
      version: '0',
      library: undefined,
      load: () => Promise.resolve(),
      bind: () => undefined,
      runSlice() {
        const trueTime = 40;
        owed += trueTime * (1 - share);
        const start = performance.now();
        spend(trueTime * share);
        const elapsed = (performance.now() - start) / 1000;
        return Promise.resolve({ nanoseconds: [elapsed * 1e9], elapsed });
      },
      outputs() {
        spend(owed);
        owed = 0;
        return Promise.resolve([]);
      },
      close: () => Promise.resolve(),
    };
  }

  it('lets true times pass', async () => {
    await expect(checkTimes(engineClaiming(1))).resolves.toBeUndefined();
  });

  it('refuses times that end before the work', async () => {
    const checking = checkTimes(engineClaiming(0.5));
    await expect(checking).rejects.toMatchObject({ code: 'provider/asynchronous' });
  });
});
