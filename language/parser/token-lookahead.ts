import type { IToken } from 'chevrotain';
import { CLAUSE_WORDS, RESERVED_WORDS } from '../generated/words.ts';
import { isAdjacent, startsLine } from './token.ts';

const BINARY_SIGNS: ReadonlySet<string> = new Set([
  '=',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '..',
]);
/** Signs that continue a statement when a line begins with them. */
const CONTINUING: ReadonlySet<string> = new Set([...BINARY_SIGNS, ')', ']', '{', ':', '.']);
/** A word before one of these at the start of a statement is a value, not a verb. */
export const AFTER_VALUE: ReadonlySet<string> = new Set([...BINARY_SIGNS, '.', '@', '?']);
export const LITERALS: ReadonlySet<string> = new Set(['NUMBER', 'QUANTITY', 'STRING']);
/** These open statements of their own, so a line that begins with them never continues the one above. */
const STATEMENT_OPENERS: ReadonlySet<string> = new Set(['on', 'when', 'for']);
/** Only these clauses take braces as their value. */
const BODY_CLAUSES: ReadonlySet<string> = new Set(['with', 'into']);
const LINKING_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'then', 'else']);
const OPENING_OPERAND: ReadonlySet<string> = new Set(['true', 'false', 'null', 'not', 'if']);

/** Questions about what follows a token; the tokens ahead are still as they were lexed. */
export class TokenLookahead {
  readonly #input: readonly IToken[];

  constructor(input: readonly IToken[]) {
    this.#input = input;
  }

  /** The next token, unless the statement ends before it. */
  nextInStatement(index: number, linesEndStatements: boolean): IToken | undefined {
    const next = this.#input[index + 1];
    if (next === undefined || !linesEndStatements) return next;
    return startsLine(this.#input[index], next) && !this.continues(index + 1) ? undefined : next;
  }

  /** Whether the line that begins at this token belongs to the statement above. */
  continues(index: number): boolean {
    const token = this.#input[index]!;
    if (token.tokenType.name !== 'NAME') return CONTINUING.has(token.tokenType.name);
    const word = token.image;
    if (LINKING_WORDS.has(word)) return true;
    if (word !== 'in' && (!CLAUSE_WORDS.has(word) || STATEMENT_OPENERS.has(word))) return false;
    return this.#input[index + 1]?.startLine === token.endLine && this.isClauseAt(index);
  }

  /** Whether a clause word is followed by its value. */
  isClauseAt(index: number): boolean {
    const next = this.#input[index + 1];
    if (next === undefined || startsLine(this.#input[index], next)) return false;
    return (
      this.opensOperand(index + 1) ||
      (BODY_CLAUSES.has(this.#input[index]!.image) && next.tokenType.name === '{')
    );
  }

  /** Whether a value begins here; a bracket right behind a word is a call. */
  opensOperand(index: number): boolean {
    const token = this.#input[index]!;
    const sign = token.tokenType.name;
    if (sign === '(' || sign === '[') return !isAdjacent(this.#input[index - 1]!, token);
    if (LITERALS.has(sign)) return true;
    return (
      sign === 'NAME' &&
      (!RESERVED_WORDS.has(token.image) || OPENING_OPERAND.has(token.image)) &&
      token.image !== 'in'
    );
  }

  /** Whether the first word of a statement is a value that an expression goes on from. */
  isValueBefore(index: number, next: IToken | undefined): boolean {
    if (next === undefined) return false;
    const sign = next.tokenType.name;
    if (sign === '(' || sign === '[') return isAdjacent(this.#input[index]!, next);
    if (sign !== 'NAME') return AFTER_VALUE.has(sign);
    return (
      next.image === 'and' || next.image === 'or' || (next.image === 'in' && this.isMembership(index + 1))
    );
  }

  /** `country in [a, b]`, but `model in {` and `features in of card` declare something called `in`. */
  isMembership(index: number): boolean {
    const next = this.#input[index + 1];
    return next !== undefined && this.opensOperand(index + 1) && !CLAUSE_WORDS.has(next.image);
  }

  /** Whether a noun before this token opens a declaration. */
  canFollowNoun(index: number, next: IToken | undefined): boolean {
    const sign = next?.tokenType.name;
    if (sign !== 'NAME') return sign === undefined || sign === '{' || sign === 'STRING' || sign === '}';
    // `canary net@5` and `stop site.box` are actions on something that has a name already.
    const afterName = this.#input[index + 2];
    return afterName === undefined || !isAdjacent(next!, afterName) || !/^[.@]$/u.test(afterName.image);
  }
}
