/**
 * How well a word fits what is typed, from 0 (its beginning) to 3 (its letters in their order); undefined when it
 * does not. 1 are beginnings of its parts, as in `alA`, `al_a` or `la` for `airport_load_average`; 2 is a part of it.
 */
export function fuzzyMatch(typed: string, word: string): 0 | 1 | 2 | 3 | undefined {
  const wanted = typed.toLowerCase();
  const lower = word.toLowerCase();
  if (lower.startsWith(wanted)) return 0;
  // Most names lack one of the letters.
  if (!isSubsequence(wanted, lower)) return undefined;
  if (startsParts(wanted.replaceAll(/[^\p{L}\p{N}]/gu, ''), partsOf(word))) return 1;
  return lower.includes(wanted) ? 2 : 3;
}

const partsOf = (word: string): string[] =>
  (word.match(/\p{Lu}?\p{Ll}+|\p{Lu}+|\p{Lo}+|\p{N}+/gu) ?? []).map((part) => part.toLowerCase());

/** Whether the letters are beginnings of parts, in their order; parts may be left out. */
function startsParts(letters: string, parts: readonly string[]): boolean {
  if (letters === '') return true;
  const [first, ...rest] = parts;
  if (first === undefined) return false;
  for (let length = sharedLength(letters, first); length > 0; length--) {
    if (startsParts(letters.slice(length), rest)) return true;
  }
  return startsParts(letters, rest);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function isSubsequence(letters: string, word: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = word.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
