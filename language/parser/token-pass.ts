import type { ILexingError, IToken, TokenTypeDictionary } from 'chevrotain';
import { CLAUSE_WORDS, NOUNS, RESERVED_WORDS } from '../generated/words.ts';
import { beginStatement, newFrame, type Expectation, type Frame } from './statement-position.ts';
import { wrongLetterIn } from './name-letters.ts';
import { AFTER_VALUE, LITERALS, TokenLookahead } from './token-lookahead.ts';
import { emptyTokenAfter, endOf, problemAt, retype, startsLine } from './token.ts';

export interface TokenPassResult {
  readonly tokens: IToken[];
  readonly problems: ILexingError[];
}

/**
 * Decides by position what each word is, and where each statement ends: the one place that makes keywords
 * soft. It expects balanced brackets (bracket-repair.ts) and changes the tokens in place.
 */
export function assignRoles(
  tokens: readonly IToken[],
  types: TokenTypeDictionary,
  text: string,
): TokenPassResult {
  return new TokenPass(tokens, types, text).run();
}

/** Each of these makes the tree of a statement one level deeper. */
const LINKS: ReadonlySet<string> = new Set([
  ...AFTER_VALUE,
  '(',
  '[',
  'and',
  'or',
  'not',
  'in',
  'if',
  'then',
  'else',
]);
const LONGEST_CHAIN = 250;

class TokenPass {
  readonly #input: readonly IToken[];
  readonly #types: TokenTypeDictionary;
  readonly #text: string;
  readonly #ahead: TokenLookahead;
  readonly #output: IToken[] = [];
  readonly #problems: ILexingError[] = [];
  readonly #frames: Frame[] = [newFrame('file', 'statement')];

  constructor(input: readonly IToken[], types: TokenTypeDictionary, text: string) {
    this.#input = input;
    this.#types = types;
    this.#text = text;
    this.#ahead = new TokenLookahead(input);
  }

  run(): TokenPassResult {
    for (let index = 0; index < this.#input.length; index++) {
      const token = this.#input[index]!;
      const endsHere =
        this.#frame.started &&
        this.#endsStatements &&
        startsLine(this.#input[index - 1], token) &&
        !this.#ahead.continues(index);
      if (endsHere) this.#endStatement();
      if (token.tokenType.name === 'NAME') this.#word(index, token);
      else this.#sign(index, token);
    }
    this.#endStatement();
    return { tokens: this.#output, problems: this.#problems };
  }

  get #frame(): Frame {
    return this.#frames[this.#frames.length - 1]!;
  }

  get #endsStatements(): boolean {
    return this.#frame.kind === 'file' || this.#frame.kind === 'body';
  }

  #emit(token: IToken, expect: Expectation): void {
    const frame = this.#frame;
    this.#output.push(token);
    frame.started = true;
    frame.expect = expect;
    if (LINKS.has(token.tokenType.name) && ++frame.chain > LONGEST_CHAIN) this.#refuseStatement(token);
  }

  /** The parser and whoever reads the tree recur on such chains; the statement is left out at its end. */
  #refuseStatement(token: IToken): void {
    const statement = this.#frames.findLast(({ kind }) => kind === 'file' || kind === 'body')!;
    if (!statement.tooLong)
      this.#problems.push(problemAt(token, `More than ${LONGEST_CHAIN} operators in a row.`));
    statement.tooLong = true;
  }

  #emitAs(token: IToken, type: string, expect: Expectation): void {
    retype(token, this.#types[type]!);
    this.#emit(token, expect);
  }

  #endStatement(): void {
    const frame = this.#frame;
    if (frame.tooLong) this.#output.length = frame.statementStart;
    else if (frame.started) this.#output.push(emptyTokenAfter(this.#output.at(-1), this.#types['END']!));
    beginStatement(frame, this.#output.length);
  }

  // ---- signs and literals

  #sign(index: number, token: IToken): void {
    const sign = token.tokenType.name;
    const frame = this.#frame;
    switch (sign) {
      case '{':
        this.#emit(token, 'after');
        this.#frames.push(newFrame('body', 'statement', this.#output.length));
        return;
      case '.{':
        this.#emit(token, 'after');
        this.#frames.push(newFrame('import', 'path'));
        return;
      case '(':
      case '[':
        this.#emit(token, 'after');
        this.#frames.push(newFrame('group', 'operand'));
        return;
      case '}':
      case ')':
      case ']':
        if (this.#endsStatements) this.#endStatement();
        this.#frames.pop();
        this.#emit(token, 'after');
        return;
      case ',':
        this.#comma(index, token);
        return;
      case '=':
        this.#emit(token, frame.inStep ? 'verb' : 'operand');
        frame.inStep = false;
        return;
      case '?':
        this.#emit(token, 'after');
        return;
      default:
        if (token.tokenType.name === 'STRING') this.#checkClosed(token);
        this.#emit(token, LITERALS.has(sign) ? 'after' : frame.expect === 'path' ? 'path' : 'operand');
    }
  }

  #comma(index: number, token: IToken): void {
    const frame = this.#frame;
    const next = this.#input[index + 1]?.tokenType.name;
    if (frame.kind === 'body') {
      if (frame.started) this.#endStatement();
      else this.#problems.push(problemAt(token, "There is nothing before this ','."));
    } else if (frame.kind === 'file' || (next !== ')' && next !== ']' && next !== '}')) {
      this.#emit(token, frame.kind === 'import' ? 'path' : 'operand');
      frame.chain = 0;
    }
  }

  #checkClosed(token: IToken): void {
    const quote = token.image.startsWith('"""') ? '"""' : '"';
    const body = token.image.slice(quote.length);
    if (body.endsWith(quote) && !/(?:^|[^\\])(?:\\\\)*\\"$/u.test(quote === '"' ? body : '')) return;
    this.#problems.push(problemAt(token, `This text has no closing ${quote}.`));
  }

  // ---- words

  #word(index: number, token: IToken): void {
    this.#checkLetters(token);
    const word = token.image;
    const { expect, kind } = this.#frame;
    if (expect === 'path') this.#pathWord(index, token, word);
    else if (RESERVED_WORDS.has(word)) this.#reservedWord(token, word);
    else if (expect === 'statement') this.#statementStart(index, token, word);
    else if (expect === 'operand') {
      if (kind === 'group' && this.#input[index + 1]?.tokenType.name === ':')
        this.#emitAs(token, 'KEY', 'after');
      else this.#emit(token, 'after');
    } else if (expect === 'after') this.#afterValue(token, word);
    else if (expect === 'verb') this.#emitAs(token, 'VERB', 'object');
    else if (expect === 'object') this.#objectWord(index, token, word);
    else if (expect === 'name') this.#nameWord(index, token, word);
    else if (expect === 'event') this.#emit(token, 'verb');
    else if (expect === 'variable') this.#emit(token, 'in');
    else if (expect === 'in' && word === 'in') this.#emitAs(token, 'in', 'operand');
    else if (expect === 'else' && word === 'when') this.#emitAs(token, 'when', 'operand');
    else this.#emit(token, 'after');
  }

  #pathWord(index: number, token: IToken, word: string): void {
    const isAlias =
      word === 'as' && this.#frame.kind === 'import' && this.#output.at(-1)?.tokenType.name === 'NAME';
    if (isAlias && this.#input[index + 1]?.tokenType.name === 'NAME') this.#emitAs(token, 'as', 'path');
    else this.#emit(token, 'path');
  }

  #reservedWord(token: IToken, word: string): void {
    const frame = this.#frame;
    if (word === 'then') {
      const ofIf = frame.openIfs > 0;
      if (ofIf) {
        frame.openIfs--;
        frame.openThens++;
      }
      this.#emitAs(token, word, ofIf ? 'operand' : 'verb');
    } else if (word === 'else') {
      const ofIf = frame.openThens > 0;
      if (ofIf) frame.openThens--;
      this.#emitAs(token, word, ofIf ? 'operand' : 'else');
    } else if (word === 'true' || word === 'false' || word === 'null') {
      this.#emitAs(token, word, 'after');
    } else {
      if (word === 'if') frame.openIfs++;
      this.#emitAs(token, word, 'operand');
    }
  }

  #statementStart(index: number, token: IToken, word: string): void {
    const next = this.#ahead.nextInStatement(index, this.#endsStatements);
    const sign = next?.tokenType.name;
    if (sign === ':' || sign === '=') this.#emitAs(token, 'KEY', 'after');
    else if (word.startsWith('`') || this.#ahead.isValueBefore(index, next)) this.#emit(token, 'after');
    else if (!this.#openStatement(index, token, word, next)) {
      const isNoun = NOUNS.has(word) && this.#ahead.canFollowNoun(index, next);
      if (!isNoun) return this.#emitAs(token, 'VERB', 'object');
      this.#emitAs(token, word, 'name');
      this.#frame.inStep = word === 'step';
    }
  }

  /** `package`, `import`, `on`, `when`, `for each`; tells whether the word was one of them. */
  #openStatement(index: number, token: IToken, word: string, next: IToken | undefined): boolean {
    const isWord = next?.tokenType.name === 'NAME' && !RESERVED_WORDS.has(next.image);
    if (
      this.#frame.kind === 'file' &&
      (word === 'package' || word === 'import') &&
      (isWord || next === undefined)
    ) {
      this.#emitAs(token, word, 'path');
    } else if (word === 'on' && isWord) {
      this.#emitAs(token, word, 'event');
    } else if (word === 'when' && next !== undefined && this.#ahead.opensOperand(index + 1)) {
      this.#emitAs(token, word, 'operand');
    } else if (word === 'for' && next?.image === 'each') {
      this.#emitAs(token, word, 'after');
    } else {
      return false;
    }
    return true;
  }

  #afterValue(token: IToken, word: string): void {
    const previous = this.#output.at(-1);
    if (word === 'each' && previous?.tokenType.name === 'for') this.#emitAs(token, 'each', 'variable');
    else if (word === 'in') this.#emitAs(token, 'in', 'operand');
    else if (word === 'times' && this.#isCount(previous, token)) this.#mergeTimes(previous!, token);
    else if (CLAUSE_WORDS.has(word)) this.#emitAs(token, 'CLAUSE', 'operand');
    else this.#emitAs(token, 'FLAG', 'after');
  }

  #isCount(number: IToken | undefined, times: IToken): boolean {
    return (
      number?.tokenType.name === 'NUMBER' && this.#text.slice(endOf(number), times.startOffset).trim() === ''
    );
  }

  /** `3 times` is one quantity. */
  #mergeTimes(number: IToken, times: IToken): void {
    number.image = this.#text.slice(number.startOffset, endOf(times));
    number.endOffset = times.endOffset!;
    number.endLine = times.endLine!;
    number.endColumn = times.endColumn!;
    retype(number, this.#types['QUANTITY']!);
  }

  #objectWord(index: number, token: IToken, word: string): void {
    if (CLAUSE_WORDS.has(word) && this.#ahead.isClauseAt(index)) this.#emitAs(token, 'CLAUSE', 'operand');
    else this.#emit(token, 'after');
  }

  #nameWord(index: number, token: IToken, word: string): void {
    const next = this.#ahead.nextInStatement(index, this.#endsStatements);
    const hasValue =
      next !== undefined && this.#ahead.opensOperand(index + 1) && !CLAUSE_WORDS.has(next.image);
    const isClause = CLAUSE_WORDS.has(word) && hasValue;
    if (isClause) this.#emitAs(token, 'CLAUSE', 'operand');
    else this.#emit(token, 'after');
  }

  #checkLetters(token: IToken): void {
    const message = wrongLetterIn(token.image);
    if (message !== undefined) this.#problems.push(problemAt(token, message));
  }
}
