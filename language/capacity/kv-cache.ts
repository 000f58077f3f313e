import { work, type Given, type Working } from './working.ts';

const SOURCE = 'Kwon et al. 2023, Efficient Memory Management for LLM Serving with PagedAttention, section 3';

/** Bytes of keys and values of one token; `B` is bytes of one number. */
export const kvCachePerToken = (given: { L: Given; k: Given; d: Given; B: Given }): Working =>
  work(
    {
      title: 'KV cache of a token',
      formula: '2 × L × k × d × B',
      unit: 'B',
      source: SOURCE,
      assumptions: [
        'Every layer keeps keys and values for all tokens (no sliding window, no latent attention).',
      ],
    },
    given,
    ({ L, k, d, B }) => 2 * L * k * d * B,
  );

/** Bytes of the cache when `n` sequences of `s` tokens are under way; `x` is bytes of a token. */
export const kvCacheNeeded = (given: { x: Given; s: Given; n: Given }): Working =>
  work(
    { title: 'KV cache for all requests', formula: 'x × s × n', unit: 'B', source: SOURCE },
    given,
    ({ x, s, n }) => x * s * n,
  );

/** Bytes that `g` devices of `M` bytes leave for the cache, of which the server may use the share `u`. */
export const kvCacheRoom = (given: { g: Given; M: Given; u: Given; W: Given }): Working =>
  work(
    {
      title: 'Room for the KV cache',
      formula: 'g × M × u − W',
      unit: 'B',
      source: 'vLLM, gpu_memory_utilization: weights, activations and cache share this part of the memory',
      assumptions: ['Activations are not taken off; the server measures them when it starts.'],
      bound: 'at most',
      lowers: ['W'],
    },
    given,
    ({ g, M, u, W }) => Math.max(0, g * M * u - W),
  );

/** Sequences of full length that fit into the room. */
export const sequencesThatFit = (given: { R: Given; x: Given; s: Given }): Working =>
  work(
    {
      title: 'Requests of full length at a time',
      formula: '⌊R / (x × s)⌋',
      unit: 'requests',
      source: SOURCE,
      lowers: ['x', 's'],
    },
    given,
    ({ R, x, s }) => Math.floor(R / (x * s)),
  );
