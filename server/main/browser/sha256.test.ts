import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createHash as ownHash } from './node-crypto.ts';

describe('SHA-256 without Node', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1_000, 100_003])(
    'is that of Node for %i bytes',
    (size) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31) % 251);
      const whole = createHash('sha256').update(bytes).digest('hex');
      expect(ownHash('sha256').update(bytes).digest('hex')).toBe(whole);
      const half = Math.floor(size / 3);
      const pieces = ownHash('sha256').update(bytes.subarray(0, half)).update(bytes.subarray(half));
      expect(pieces.digest('hex')).toBe(whole);
    },
  );

  it('takes a text as UTF-8', () => {
    const text = 'Tenon prüft 榫';
    expect(ownHash('sha256').update(text).digest('hex')).toBe(
      createHash('sha256').update(text).digest('hex'),
    );
  });
});
