import { CLAUSE_WORDS, VOCABULARY } from '../../../language/index.ts';

/**
 * Whether a sign that was just typed opens a list: only where a value must follow, since a list that opens at every
 * space would be in the way. Behind a brace a line end mostly follows, and would choose the first row.
 */
export function opensList(typed: string, before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const comment = /(?:^|[^:"])(\/\/.*)$/u.exec(line)?.[1];
  switch (typed) {
    case ' ':
      if (comment !== undefined) return /^\/\/\s*tenon-ignore(?:-file)? $/u.test(comment);
      return wantsValue(line.trimEnd()) || isInText(line);
    case '{':
      return isInText(line) || /^\s*import\s/u.test(line);
    case '"':
    case '/':
      return isInText(line);
    case '-':
      return comment?.startsWith('// tenon-') === true;
    default:
      return comment === undefined;
  }
}

/** The same in `tenon.json`: a quote, a part of a path, and a blank behind a key. */
export const opensSettingsList = (typed: string, before: string): boolean =>
  typed === '"' || (typed === '/' && isInText(before.slice(before.lastIndexOf('\n') + 1))) || (typed === ' ' && /:\s*$/u.test(before)); // prettier-ignore

function wantsValue(written: string): boolean {
  if (/[:=,[(<>]$/u.test(written)) return true;
  const [, before, word] = /^(.*?)([\p{L}\p{N}_]+)$/u.exec(written) ?? [];
  if (before === undefined || word === undefined) return false;
  if (CLAUSE_WORDS.has(word)) return true;
  const beginsStatement = /(?:^|[{,=]|\bthen)\s*$/u.test(before);
  return beginsStatement && (word === 'import' || takesObject(word));
}

const takesObject = (verb: string): boolean =>
  VOCABULARY.verbs.get(verb)?.some(({ object }) => object !== undefined) === true;

/** Whether a quote is open at the end of a line. */
const isInText = (line: string): boolean => line.replaceAll(/\\./gu, '').split('"').length % 2 === 0;
