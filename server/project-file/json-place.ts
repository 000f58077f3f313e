/** What a place of a JSON text belongs to, found by its signs alone, so that half-typed text is no trouble. */
export interface JsonPlace {
  /** Keys and indices from the outermost object to the one around the place, or to the value at it. */
  readonly path: readonly (string | number)[];
  readonly role: 'key' | 'value';
  /** The word at the place with its quotes; empty where nothing is written. Half-open offsets. */
  readonly start: number;
  readonly end: number;
  /** What is written of the word before the place, without its quote. */
  readonly typed: string;
  /** The word as a whole, without quotes. */
  readonly word: string;
  /** A colon stands behind the word. */
  readonly hasColon: boolean;
  /** Other keys of the object, or texts of the list. */
  readonly others: readonly string[];
  /** Behind which sign a comma is missing, and whether one is missing behind the word. */
  readonly commaAfter?: number;
  readonly isFollowed: boolean;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** An object or list that is open. */
interface Frame {
  readonly is: 'object' | 'list';
  readonly path: readonly (string | number)[];
  readonly words: string[];
  key: string | undefined;
  /** Something stands here since the last comma. */
  isFilled: boolean;
}

const TOKEN = /"(?:\\.|[^"\\\r\n])*"?|[{}[\]:,]|[^\s{}[\]:,"]+/gu;

/** The place of an offset; undefined outside of the outermost object. */
export function jsonPlace(text: string, offset: number): JsonPlace | undefined {
  const all = [...text.matchAll(TOKEN)].map(({ 0: image, index }): Token => {
    return { text: image, start: index, end: index + image.length };
  });
  const here = all.findIndex((token) => isWord(token) && token.start <= offset && isAt(token, offset));
  const before = all.slice(0, here < 0 ? countBefore(all, offset) : here);
  const after = all.slice(before.length + (here < 0 ? 0 : 1));
  const frame = frameAt(before);
  if (!frame) return undefined;
  const current = here < 0 ? { text: '', start: offset, end: offset } : wordOf(all[here]!, text, offset);
  const isKey = frame.is === 'object' && frame.key === undefined;
  const [next] = after;
  const last = before.at(-1);
  const isValueOfKey = frame.is === 'object' && !isKey;
  return {
    path: isKey ? frame.path : [...frame.path, isValueOfKey ? frame.key! : frame.words.length],
    role: isKey ? 'key' : 'value',
    start: current.start,
    end: current.end,
    typed: text.slice(current.start, offset).replace(/^"/u, ''),
    word: unquoted(current.text),
    hasColon: next?.text === ':',
    others: [...frame.words, ...wordsAhead(after, frame.is)],
    ...(frame.isFilled && last ? { commaAfter: last.end } : {}),
    isFollowed: next !== undefined && (isWord(next) || '{['.includes(next.text)),
  };
}

/** A quote that is open runs to the end of its line; only the word that is typed belongs to it. */
function wordOf(token: Token, text: string, offset: number): Token {
  if (!token.text.startsWith('"') || isClosed(token.text)) return token;
  const end = offset + /^[\p{L}\p{N}_./*-]*/u.exec(text.slice(offset, token.end))![0].length;
  return { text: text.slice(token.start, end), start: token.start, end };
}

const isWord = ({ text }: Token): boolean => !'{}[]:,'.includes(text);

/** Behind the closing quote of a text one is not in it any more; behind an open one or a bare word one is. */
const isAt = ({ text, start, end }: Token, offset: number): boolean =>
  isClosed(text) ? start < offset && offset < end : start < offset && offset <= end;

const isClosed = (text: string): boolean => text.length > 1 && text.startsWith('"') && text.endsWith('"');

const countBefore = (all: readonly Token[], offset: number): number =>
  all.filter(({ end }) => end <= offset).length;

const unquoted = (text: string): string => text.replace(/^"/u, '').replace(/"$/u, '');

/** The object or list that is open behind the tokens. */
function frameAt(tokens: readonly Token[]): Frame | undefined {
  const frames: Frame[] = [];
  const fill = (frame: Frame | undefined): void => {
    if (frame) Object.assign(frame, { isFilled: true, key: undefined });
  };
  for (const [index, token] of tokens.entries()) {
    const frame = frames.at(-1);
    switch (token.text) {
      case '{':
      case '[':
        frames.push({ is: token.text === '{' ? 'object' : 'list', path: pathInside(frame), words: [], key: undefined, isFilled: false }); // prettier-ignore
        break;
      case '}':
      case ']':
        frames.pop();
        fill(frames.at(-1));
        if (frames.at(-1)?.is === 'list') frames.at(-1)!.words.push('');
        break;
      case ',':
        if (frame) Object.assign(frame, { isFilled: false, key: undefined });
        break;
      case ':':
        break;
      default:
        if (!frame) break;
        if (frame.is === 'object' && frame.key === undefined && tokens[index + 1]?.text === ':') {
          frame.key = unquoted(token.text);
          frame.words.push(frame.key);
        } else {
          if (frame.is === 'list') frame.words.push(unquoted(token.text));
          fill(frame);
        }
    }
  }
  return frames.at(-1);
}

const pathInside = (frame: Frame | undefined): readonly (string | number)[] =>
  frame === undefined ? [] : [...frame.path, frame.is === 'list' ? frame.words.length : (frame.key ?? '')];

/** Words behind the place in the same object or list: its keys, or its texts. */
function wordsAhead(tokens: readonly Token[], is: Frame['is']): string[] {
  const words: string[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if ('{['.includes(token.text)) depth++;
    else if ('}]'.includes(token.text)) depth--;
    if (depth < 0) break;
    if (depth > 0 || !isWord(token)) continue;
    if (is === 'list' || tokens[index + 1]?.text === ':') words.push(unquoted(token.text));
  }
  return words;
}
