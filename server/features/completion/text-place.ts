/** What a place of the text is in, found by its signs alone. Offsets count from the beginning of the text. */
export type TextPlace =
  | { readonly is: 'code' }
  /** `written` is what stands between the beginning of the comment and the place. */
  | { readonly is: 'comment'; readonly written: string }
  /** From the opening quote to behind the closing one; `from` and `to` are what stands between them. */
  | {
      readonly is: 'text';
      readonly start: number;
      readonly end: number;
      readonly from: number;
      readonly to: number;
    }
  /** A name between backticks, with them. */
  | { readonly is: 'quoted name'; readonly start: number; readonly end: number };

/** Everything that is read as a whole; the same as the language's own tokens. */
const WHOLE =
  /\/\/[^\r\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|"""(?:[\s\S]*?"""|[^\r\n]*)|"(?:\\[^\r\n]?|[^"\\\r\n])*"?|`[^`\r\n]*`?/gu;

/** In a text whose quote is open, what may still belong to the word that the cursor is in. */
const REST_OF_WORD = /^[\p{L}\p{N}_./:*-]*/u;

/** `from` is a place that is known to be outside of comments and texts. */
export function textPlace(text: string, offset: number, from = 0): TextPlace {
  WHOLE.lastIndex = from;
  for (let match = WHOLE.exec(text); match && match.index < offset; match = WHOLE.exec(text)) {
    const [image] = match;
    const start = match.index;
    const end = start + image.length;
    if (offset > end) continue;
    const place = placeIn(image, start, end, offset, text);
    if (place) return place;
  }
  return CODE;
}

const CODE: TextPlace = { is: 'code' };

function placeIn(
  image: string,
  start: number,
  end: number,
  offset: number,
  text: string,
): TextPlace | undefined {
  if (image.startsWith('//')) return { is: 'comment', written: image.slice(0, offset - start) };
  if (image.startsWith('/*')) {
    const isClosed = image.length > 3 && image.endsWith('*/');
    return isClosed && offset === end ? undefined : { is: 'comment', written: '' };
  }
  const quote = image.startsWith('"""') ? '"""' : image[0]!;
  const isClosed = image.length >= 2 * quote.length && isEnd(image, quote);
  if (isClosed && offset > end - quote.length) return undefined;
  const rest = end - (isClosed ? quote.length : 0);
  const to = isClosed
    ? rest
    : Math.min(rest, offset + REST_OF_WORD.exec(text.slice(offset, rest))![0].length);
  const stop = isClosed ? end : to;
  if (quote === '`') return { is: 'quoted name', start, end: stop };
  const from = start + quote.length;
  return offset < from ? undefined : { is: 'text', start, end: stop, from, to };
}

function isEnd(image: string, quote: string): boolean {
  if (!image.endsWith(quote)) return false;
  if (quote !== '"') return true;
  const slashes = /\\*"$/u.exec(image)![0].length - 1;
  return slashes % 2 === 0;
}
