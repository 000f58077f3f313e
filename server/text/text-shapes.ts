const SENTENCE_END = /\S\. \S|… [A-Z]|[^. ]\.$/u;
/** Where the sentences of a text end, but for the last one. */
export const sentenceEnds = (text: string): number[] =>
  [...text.matchAll(/(?<=\S\.|…) (?=\S)/gu)].map(({ index }) => index);
/** English says `a source` where other languages name the word alone. */
export const ONE_NOUN = /^(?:an?|A|An) (\S+)$/u;
/** They stand in code, where `and` and `or` are words of the language. */
export const OPERATORS = /[<>=+*]| \/ | not /u;
export const QUOTED = /^(["'`])[^"'`]*\1$/u;

/** Holds no end of a sentence. */
export const isPiece = (value: string): boolean => !SENTENCE_END.test(value);

/** Words in a row; neither names that are listed nor code. */
export const isProse = (value: string): boolean =>
  value.split(' ').filter((word) => /^[A-Za-z]+[:;.]?$/u.test(word)).length > 2 && !OPERATORS.test(value);

/** One name, several that are listed, or a formula. */
export const isToken = (value: string): boolean =>
  /^\S+(?:, \S+)*$/u.test(value) || OPERATORS.test(value) || QUOTED.test(value);

/** Nothing that reads like a sentence. */
export const isName = (value: string): boolean => !isProse(value) && !/\. \S/u.test(value);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
