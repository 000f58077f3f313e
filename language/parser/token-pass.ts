import type { ILexingError, IToken, TokenTypeDictionary } from 'chevrotain';
import { CLAUSE_WORDS, NOUNS, RESERVED_WORDS } from '../generated/words.ts';
import { beginStatement, newFrame, type Expectation, type Frame } from './statement-position.ts';
import { emptyTokenAfter, endOf, isAdjacent, problemAt, retype, startsLine } from './token.ts';

export interface TokenPassResult {
  readonly tokens: IToken[];
  readonly problems: ILexingError[];
}

/**
 * Decides by position what each word is, and where each statement ends: the one place that makes keywords
 * soft. It expects balanced brackets (bracket-repair.ts) and changes the tokens in place.
 */
export function assignRoles(tokens: readonly IToken[], types: TokenTypeDictionary, text: string): TokenPassResult {
  return new TokenPass(tokens, types, text).run();
}

const BINARY_SIGNS: ReadonlySet<string> = new Set(
  ['=', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '..'],
);
/** Signs that continue a statement when a line begins with them. */
const CONTINUING: ReadonlySet<string> = new Set([...BINARY_SIGNS, ')', ']', '{', ':', '.']);
/** A word before one of these at the start of a statement is a value, not a verb. */
const AFTER_VALUE: ReadonlySet<string> = new Set([...BINARY_SIGNS, '.', '@', '?']);
const LITERALS: ReadonlySet<string> = new Set(['NUMBER', 'QUANTITY', 'STRING']);
/** These open statements of their own, so a line that begins with them never continues the one above. */
const STATEMENT_OPENERS: ReadonlySet<string> = new Set(['on', 'when', 'for']);
/** Only these clauses take braces as their value. */
const BODY_CLAUSES: ReadonlySet<string> = new Set(['with', 'into']);
const LINKING_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'then', 'else']);
const OPENING_OPERAND: ReadonlySet<string> = new Set(['true', 'false', 'null', 'not', 'if']);

const LINKS: ReadonlySet<string> = new Set([...AFTER_VALUE, '(', '[', 'and', 'or', 'not', 'in', 'if', 'then', 'else']);
const LONGEST_CHAIN = 250;

class TokenPass {
  readonly #input: readonly IToken[];
  readonly #types: TokenTypeDictionary;
  readonly #text: string;
  readonly #output: IToken[] = [];
  readonly #problems: ILexingError[] = [];
  readonly #frames: Frame[] = [newFrame('file', 'statement')];

  constructor(input: readonly IToken[], types: TokenTypeDictionary, text: string) {
    this.#input = input;
    this.#types = types;
    this.#text = text;
  }

  run(): TokenPassResult {
    for (let index = 0; index < this.#input.length; index++) {
      const token = this.#input[index]!;
      const endsHere =
        this.#frame.started && this.#endsStatements && startsLine(this.#input[index - 1], token) && !this.#continues(index);
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
    if (!statement.tooLong) this.#problems.push(problemAt(token, `More than ${LONGEST_CHAIN} operators in a row.`));
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
      if (kind === 'group' && this.#input[index + 1]?.tokenType.name === ':') this.#emitAs(token, 'KEY', 'after');
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
    const isAlias = word === 'as' && this.#frame.kind === 'import' && this.#output.at(-1)?.tokenType.name === 'NAME';
    if (isAlias && this.#isWord(this.#input[index + 1])) this.#emitAs(token, 'as', 'path');
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
    const next = this.#nextInStatement(index);
    const sign = next?.tokenType.name;
    if (sign === ':' || sign === '=') this.#emitAs(token, 'KEY', 'after');
    else if (word.startsWith('`') || this.#isValueBefore(index, next)) this.#emit(token, 'after');
    else if (!this.#openStatement(index, token, word, next)) {
      const isNoun = NOUNS.has(word) && this.#canFollowNoun(index, next);
      if (!isNoun) return this.#emitAs(token, 'VERB', 'object');
      this.#emitAs(token, word, 'name');
      this.#frame.inStep = word === 'step';
    }
  }

  /** `package`, `import`, `on`, `when`, `for each`; tells whether the word was one of them. */
  #openStatement(index: number, token: IToken, word: string, next: IToken | undefined): boolean {
    const isWord = next !== undefined && this.#isWord(next) && !RESERVED_WORDS.has(next.image);
    if (this.#frame.kind === 'file' && (word === 'package' || word === 'import') && (isWord || next === undefined)) {
      this.#emitAs(token, word, 'path');
    } else if (word === 'on' && isWord) {
      this.#emitAs(token, word, 'event');
    } else if (word === 'when' && next !== undefined && this.#opensOperand(index + 1)) {
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
    return number?.tokenType.name === 'NUMBER' && this.#text.slice(endOf(number), times.startOffset).trim() === '';
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
    if (CLAUSE_WORDS.has(word) && this.#isClauseAt(index)) this.#emitAs(token, 'CLAUSE', 'operand');
    else this.#emit(token, 'after');
  }

  #nameWord(index: number, token: IToken, word: string): void {
    const next = this.#nextInStatement(index);
    const hasValue = next !== undefined && this.#opensOperand(index + 1) && !CLAUSE_WORDS.has(next.image);
    const isClause = CLAUSE_WORDS.has(word) && hasValue;
    if (isClause) this.#emitAs(token, 'CLAUSE', 'operand');
    else this.#emit(token, 'after');
  }

  // ---- looking ahead

  /** The next token, unless the statement ends before it. */
  #nextInStatement(index: number): IToken | undefined {
    const next = this.#input[index + 1];
    if (next === undefined || !this.#endsStatements) return next;
    return startsLine(this.#input[index], next) && !this.#continues(index + 1) ? undefined : next;
  }

  /** Whether the line that begins at this token belongs to the statement above. */
  #continues(index: number): boolean {
    const token = this.#input[index]!;
    if (token.tokenType.name !== 'NAME') return CONTINUING.has(token.tokenType.name);
    const word = token.image;
    if (LINKING_WORDS.has(word)) return true;
    if (word !== 'in' && (!CLAUSE_WORDS.has(word) || STATEMENT_OPENERS.has(word))) return false;
    return this.#input[index + 1]?.startLine === token.endLine && this.#isClauseAt(index);
  }

  /** Whether a clause word is followed by its value. */
  #isClauseAt(index: number): boolean {
    const next = this.#input[index + 1];
    if (next === undefined || startsLine(this.#input[index], next)) return false;
    return this.#opensOperand(index + 1) || (BODY_CLAUSES.has(this.#input[index]!.image) && next.tokenType.name === '{');
  }

  #opensOperand(index: number): boolean {
    const token = this.#input[index]!;
    const sign = token.tokenType.name;
    if (sign === '(' || sign === '[') return !isAdjacent(this.#input[index - 1]!, token);
    if (LITERALS.has(sign)) return true;
    return sign === 'NAME' && (!RESERVED_WORDS.has(token.image) || OPENING_OPERAND.has(token.image)) && token.image !== 'in';
  }

  /** Whether the first word of a statement is a value that an expression goes on from. */
  #isValueBefore(index: number, next: IToken | undefined): boolean {
    if (next === undefined) return false;
    const sign = next.tokenType.name;
    if (sign === '(' || sign === '[') return isAdjacent(this.#input[index]!, next);
    if (sign !== 'NAME') return AFTER_VALUE.has(sign);
    return next.image === 'and' || next.image === 'or' || (next.image === 'in' && this.#isMembership(index + 1));
  }

  /** `country in [a, b]`, but `model in {` and `features in of card` declare something called `in`. */
  #isMembership(index: number): boolean {
    const next = this.#input[index + 1];
    return next !== undefined && this.#opensOperand(index + 1) && !CLAUSE_WORDS.has(next.image);
  }

  #canFollowNoun(index: number, next: IToken | undefined): boolean {
    const sign = next?.tokenType.name;
    if (sign !== 'NAME') return sign === undefined || sign === '{' || sign === 'STRING' || sign === '}';
    // `canary net@5` and `stop site.box` are actions on something that has a name already.
    const afterName = this.#input[index + 2];
    return afterName === undefined || !isAdjacent(next!, afterName) || !/^[.@]$/u.test(afterName.image);
  }

  #isWord(token: IToken | undefined): boolean {
    return token?.tokenType.name === 'NAME';
  }

  #checkLetters(token: IToken): void {
    const name = token.image;
    if (name.startsWith('`')) {
      if (name.length < 3 || !name.endsWith('`')) this.#problems.push(problemAt(token, 'This name has no closing `.'));
      return;
    }
    // eslint-disable-next-line no-control-regex -- everything beyond ASCII needs the slow look
    if (/^[\x00-\x7f]*$/u.test(name) || /^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]*$/u.test(name)) return;
    const wrong = [...name].find((character) => !/[\p{L}\p{M}\p{N}_]/u.test(character)) ?? name[0]!;
    const code = wrong.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    const shown = /\p{Cs}/u.test(wrong) ? `U+${code}` : `'${wrong}' (U+${code})`;
    this.#problems.push(problemAt(token, `The character ${shown} cannot be part of a name; put the name in backticks.`));
  }
}
