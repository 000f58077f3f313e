import type { FileOccurrences } from '../../names/find-occurrences.ts';

/** Why a text can't be a name; undefined when it can. Words of the language are written in backticks. */
export function problemOfName(name: string, found: readonly FileOccurrences[]): string | undefined {
  if (name.trim() === '') return 'A name needs at least one letter.';
  if (/[`\r\n]/u.test(name)) return 'A name has no backticks and no line breaks.';
  if (name !== name.trim()) return 'A name has no blanks at its ends.';
  const inText = found.some(({ occurrences }) => occurrences.some((each) => each.in === 'text'));
  if (inText && /[{}.$"\\]/u.test(name)) {
    return `The name is used inside a text in quotes, where ${name} can't be written.`;
  }
  return /[/.]/u.test(name) ? 'A name has no dots and no slashes.' : undefined;
}
