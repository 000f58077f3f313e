import type { IToken, TokenType } from 'chevrotain';
import type { ILexingError } from 'chevrotain';

/** Gives a token another meaning; the parser looks at both fields. */
export function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx!;
}

/** An empty token right after `previous`; it never enters the concrete syntax tree. */
export function emptyTokenAfter(previous: IToken | undefined, type: TokenType): IToken {
  const offset = previous ? endOf(previous) : 0;
  return {
    image: '',
    startOffset: offset,
    endOffset: offset - 1,
    startLine: previous?.endLine ?? 1,
    endLine: previous?.endLine ?? 1,
    startColumn: (previous?.endColumn ?? 0) + 1,
    endColumn: previous?.endColumn ?? 0,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
  };
}

/** Offset of the first character after a token. */
export const endOf = (token: IToken): number => token.startOffset + token.image.length;

export const isAdjacent = (left: IToken, right: IToken): boolean => endOf(left) === right.startOffset;

export const startsLine = (previous: IToken | undefined, token: IToken): boolean =>
  previous === undefined || token.startLine! > previous.endLine!;

export function problemAt(token: IToken, message: string): ILexingError {
  return {
    offset: token.startOffset,
    length: token.image.length,
    line: token.startLine,
    column: token.startColumn,
    message,
  };
}
