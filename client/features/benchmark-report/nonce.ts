/** A word that nobody can guess, for the policy of a page; in Node and in browsers. */
export const randomNonce = (): string => {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
