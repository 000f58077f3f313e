import { CLAUSE_WORDS, RESERVED_WORDS } from '../generated/words.ts';

const PLAIN = /^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]*$/u;
const IN_BACKTICKS = /^[^`\r\n/]+$/u;

/** A name as it is written: in backticks when it is reserved or has other characters than letters and digits. */
export const printName = (name: string): string =>
  PLAIN.test(name) && !RESERVED_WORDS.has(name) ? name : `\`${name}\``;

/** What a header declares: a name, or a text such as the path of a route. Clause words would open a clause there. */
export function printDeclaredName(name: string): string {
  if (!IN_BACKTICKS.test(name)) return printString(name);
  return CLAUSE_WORDS.has(name) ? `\`${name}\`` : printName(name);
}

/** A version behind an at-sign: a name, a number, or else a text. */
export const printVersion = (version: string): string =>
  /^\d[\d_]*(\.\d[\d_]*)?$/u.test(version) || (PLAIN.test(version) && !RESERVED_WORDS.has(version))
    ? version
    : printString(version);

const ESCAPES: Readonly<Record<string, string>> = {
  '"': String.raw`\"`,
  '\\': '\\\\',
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

/** A text in quotes. `${…}` stays, since it is a reference. */
export const printString = (text: string): string =>
  `"${text.replaceAll(/["\\\u0000-\u001F\u007F]/gu, escaped)}"`;

const escaped = (character: string): string =>
  ESCAPES[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
