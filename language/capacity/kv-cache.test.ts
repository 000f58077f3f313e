import { expect, it } from 'vitest';
import { kvCacheNeeded, kvCachePerToken, kvCacheRoom, sequencesThatFit } from './kv-cache.ts';
import { known } from './working.ts';
import { GIB } from './testing/view-of.ts';

const perToken = (L: number, k: number, d: number, B: number): number =>
  kvCachePerToken({ L: known('L', L), k: known('k', k), d: known('d', d), B: known('B', B) }).result!.value;

it.each([
  ['OPT-13B in fp16, Kwon et al. 2023, section 3: 800 KB', 40, 40, 128, 2, 800 * 1024],
  ['Llama 2 7B in fp16: 0.5 MiB', 32, 32, 128, 2, 512 * 1024],
  ['Llama 2 70B in fp16, 8 heads for keys and values: 320 KiB', 80, 8, 128, 2, 320 * 1024],
  ['Llama 3 8B in fp8: 64 KiB', 32, 8, 128, 1, 64 * 1024],
])('cache of a token: %s', (_, L, k, d, B, bytes) => {
  expect(perToken(L, k, d, B)).toBe(bytes);
});

it('OPT-13B, a request of 2,048 tokens: 1.6 GB (Kwon et al. 2023, section 3)', () => {
  const needed = kvCacheNeeded({
    x: known('x', perToken(40, 40, 128, 2)),
    s: known('s', 2048),
    n: known('n', 1),
  });
  expect(needed.result!.value / GIB).toBeCloseTo(1.6, 1);
});

it('OPT-13B on an A100 with 40 GB: 26 GB of weights leave about 30 % (Kwon et al. 2023, figure 1)', () => {
  const room = kvCacheRoom({
    g: known('g', 1),
    M: known('M', 40e9),
    u: known('u', 0.95),
    W: known('W', 26e9),
  });
  expect(room).toMatchObject({ bound: 'at most', result: { value: 12e9 } });
  const sequences = sequencesThatFit({ R: room, x: known('x', 819_200), s: known('s', 2048) });
  expect(sequences).toMatchObject({ bound: 'at most', result: { value: 7 } });
});
