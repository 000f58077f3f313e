/**
 * A command for a person to read or to repeat by hand, quoted as POSIX shells take it. Never executed:
 * processes get their arguments as an array.
 */
export const shownCommand = (words: readonly string[]): string => words.map(shownWord).join(' ');

const shownWord = (word: string): string =>
  /^[\p{L}\p{N}_@%+=:,./*-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
