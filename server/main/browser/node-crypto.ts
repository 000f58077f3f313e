import { Sha256 } from './sha256.ts';

export interface Hash {
  update(data: string | Uint8Array): Hash;
  digest(encoding: 'hex'): string;
}

/** What the server uses of `node:crypto`. */
export function createHash(_algorithm: 'sha256'): Hash {
  const hash = new Sha256();
  return {
    update(data) {
      hash.update(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      return this;
    },
    digest: () => hash.digest(),
  };
}
