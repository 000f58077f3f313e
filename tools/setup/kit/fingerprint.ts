import { createHash } from 'node:crypto';

/** Twelve hex digits that change whenever one of the texts changes; the key of a cache folder. */
export function fingerprint(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  return hash.digest('hex').slice(0, 12);
}
