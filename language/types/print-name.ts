import { RESERVED_WORDS } from '../generated/words.ts';

const PLAIN = /^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]*$/u;

/** A name as it is written in a model: in backticks where it would be read as something else. */
export const printName = (name: string): string =>
  PLAIN.test(name) && !RESERVED_WORDS.has(name) ? name : `\`${name}\``;
