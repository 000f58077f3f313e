import type { IToken } from 'chevrotain';
import { lexFile, parseFile, type ParsedFile } from '../parser/index.ts';

/** A token or a comment, and what its place in the brackets and statements is. */
export interface FormatItem {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Name of the token type, or `comment`. */
  readonly type: string;
  /** Whether it begins a statement (a comment before one counts as well). */
  readonly startsStatement: boolean;
  /** The bracket that it stands in, and the one that it closes. */
  readonly inside: Bracket | undefined;
  readonly closes: Bracket | undefined;
  readonly opens: Bracket | undefined;
}

export interface Bracket {
  readonly type: '{' | '.{' | '(' | '[';
  /** Whether its content is spread over several lines. */
  multiLine: boolean;
  /** Whether there is anything between the brackets. */
  empty: boolean;
}

export interface FormatInput {
  readonly text: string;
  readonly items: FormatItem[];
  readonly parsed: ParsedFile;
  /** Half-open offsets of what must stay as it is, because it has syntax errors. */
  readonly frozen: readonly (readonly [start: number, end: number])[];
}

/** Reads a file for the formatter. */
export function readForFormatting(text: string): FormatInput {
  const { tokens, comments, bracketProblems } = lexFile(text);
  const parsed = parseFile(text);
  const items = itemsOf(text, tokens, comments);
  const frozen = parsed.problems.map(({ offset, length }) => linesAround(text, offset, offset + length));
  const declarations = items
    .filter(({ startsStatement, inside }) => startsStatement && !inside)
    .map(({ start }) => start);
  for (const { offset } of bracketProblems) {
    const begin = declarations.findLast((start) => start <= offset) ?? 0;
    frozen.push([begin, declarations.find((start) => start > offset) ?? text.length]);
  }
  return { text, items, parsed, frozen };
}

/** `3 times` is one token with a space inside. */
function partsOf(token: IToken): IToken[] {
  const times = token.tokenType.name === 'QUANTITY' ? token.image.search(/\s+times$/u) : -1;
  if (times < 0) return [token];
  const word = {
    ...token,
    image: 'times',
    startOffset: token.startOffset + token.image.length - 'times'.length,
  };
  return [{ ...token, image: token.image.slice(0, times) }, word];
}

function linesAround(text: string, start: number, end: number): [number, number] {
  const lineEnd = text.indexOf('\n', end);
  return [text.lastIndexOf('\n', start - 1) + 1, lineEnd < 0 ? text.length : lineEnd];
}

const OPENERS: ReadonlySet<string> = new Set(['{', '.{', '(', '[']);
const CLOSERS: ReadonlySet<string> = new Set(['}', ')', ']']);

function itemsOf(text: string, tokens: readonly IToken[], comments: readonly IToken[]): FormatItem[] {
  const items: FormatItem[] = [];
  const open: Bracket[] = [];
  let atStart = true;
  let previousEnd = 0;
  let nextComment = 0;

  const add = (token: IToken, type: string): void => {
    const image = type === 'comment' ? token.image.trimEnd() : token.image;
    const newLine =
      text.slice(previousEnd, token.startOffset).includes('\n') ||
      (type === 'comment' && image.includes('\n'));
    const closes = CLOSERS.has(type) ? open.pop() : undefined;
    const around = closes ?? open.at(-1);
    if (around && !closes) around.empty = false;
    // A line break anywhere inside spreads all the braces around it.
    if (newLine || image.startsWith('//'))
      for (const bracket of closes ? [...open, closes] : open) bracket.multiLine = true;
    const opens: Bracket | undefined = OPENERS.has(type)
      ? { type: type as Bracket['type'], multiLine: false, empty: true }
      : undefined;
    const item = { text: image, start: token.startOffset, end: token.startOffset + image.length, type };
    items.push({ ...item, startsStatement: atStart && !closes, inside: open.at(-1), closes, opens });
    if (opens) open.push(opens);
    previousEnd = item.end;
  };

  for (const token of tokens) {
    while (
      comments[nextComment] &&
      comments[nextComment]!.startOffset < token.startOffset + (token.image === '' ? -1 : 0)
    ) {
      add(comments[nextComment++]!, 'comment');
    }
    const type = token.tokenType.name;
    if (token.image === '') {
      // Made by the lexer: the end of a statement, or a bracket that is missing.
      if (CLOSERS.has(type)) open.pop();
      if (type === 'END') atStart = true;
      continue;
    }
    for (const part of partsOf(token)) add(part, type);
    atStart = type === '{';
  }
  for (const comment of comments.slice(nextComment)) add(comment, 'comment');
  return items;
}
