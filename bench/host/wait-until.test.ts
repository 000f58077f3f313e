import { describe, expect, it } from 'vitest';
import { waitUntil } from './wait-until.ts';

describe('waiting', () => {
  it('ends at the moment, not before', () => {
    const moment = performance.now() + 15;
    waitUntil(moment);
    expect(performance.now()).toBeGreaterThanOrEqual(moment);
    waitUntil(0);
  });
});
