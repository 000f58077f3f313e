/** A text with holes, such as `{0} has no column {1}.`, and the same in another language. */
export interface TextPattern {
  readonly translated: string;
  /** Letters that are not in holes: the more, the better a text is known by them. */
  readonly fixed: number;
  /** What stands between the holes, in order; one more than there are holes. */
  readonly pieces: readonly string[];
}

/** The pattern of a text with holes; holes are numbered in the order in which they stand in English. */
export function textPattern(english: string, translated: string): TextPattern {
  const pieces = english.split(/\{\d+\}/u);
  return { translated, pieces, fixed: pieces.reduce((sum, piece) => sum + piece.length, 0) };
}

/**
 * What stands in the holes of a text, or undefined when it is another one. Each hole takes as little as it can,
 * and at least `least` letters.
 */
export function holesOf(text: string, { pieces, fixed }: TextPattern, least: number): string[] | undefined {
  const [head, last] = [pieces[0]!, pieces.at(-1)!];
  if (text.length < fixed + least * (pieces.length - 1)) return undefined;
  if (!text.startsWith(head) || !text.endsWith(last)) return undefined;
  const holes: string[] = [];
  const end = text.length - last.length;
  let at = head.length;
  for (const piece of pieces.slice(1, -1)) {
    const next = text.indexOf(piece, at + least);
    if (next < 0 || next + piece.length > end) return undefined;
    holes.push(text.slice(at, next));
    at = next + piece.length;
  }
  if (end - at < least) return undefined;
  return [...holes, text.slice(at, end)];
}

/** The translation with values in its holes; a blank stands between Chinese and other letters, and nowhere else. */
export const filled = (translated: string, values: readonly string[]): string =>
  translated
    .split(/\{(\d+)\}/u)
    .map((part, index) => (index % 2 === 1 ? (values[Number(part)] ?? '') : part))
    .reduce(joined);

function joined(left: string, right: string): string {
  const [before, after] = [left.trimEnd().at(-1), right.trimStart().at(0)];
  if (before === undefined || after === undefined) return left + right;
  const isEven = CHINESE.test(before) && CHINESE.test(after);
  const needsBlank = (HAN.test(before) && WORD.test(after)) || (WORD.test(before) && HAN.test(after));
  if (!isEven && !needsBlank) return left + right;
  return `${left.trimEnd()}${needsBlank ? ' ' : ''}${right.trimStart()}`;
}

const HAN = /\p{Script=Han}/u;
const CHINESE = /[\p{Script=Han}（）“”，。；：、]/u;
const WORD = /[\p{Script=Latin}\d`'"@/.-]/u;
