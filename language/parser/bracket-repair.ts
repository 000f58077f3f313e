import type { ILexingError, IToken, TokenType, TokenTypeDictionary } from 'chevrotain';
import { NOUNS } from '../generated/words.ts';
import { emptyTokenAfter, problemAt, startsLine } from './token.ts';

export interface BracketRepair {
  readonly tokens: IToken[];
  readonly problems: ILexingError[];
}

const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '.{': '}', '(': ')', '[': ']' };
const OPENERS: ReadonlySet<string> = new Set(Object.keys(CLOSERS));
const CLOSING: ReadonlySet<string> = new Set(Object.values(CLOSERS));

/** Deeper nesting is refused, so that no input can exhaust the parser's stack. */
const DEEPEST_NESTING = 100;

/**
 * Makes brackets balance, so that the parser can rely on it: a declaration at column 0 closes what is still
 * open, and a closing bracket without a partner is dropped. A file whose brackets balance is left alone.
 * Each repair is one problem.
 */
export function repairBrackets(tokens: IToken[], types: TokenTypeDictionary): BracketRepair {
  return isBalanced(tokens) ? { tokens, problems: [] } : new Repair(tokens, types).run();
}

function isBalanced(tokens: readonly IToken[]): boolean {
  const open: string[] = [];
  for (const token of tokens) {
    const image = token.tokenType.name;
    if (OPENERS.has(image)) {
      open.push(CLOSERS[image]!);
      if (open.length > DEEPEST_NESTING) return false;
    } else if (CLOSING.has(image) && open.pop() !== image) {
      return false;
    }
  }
  return open.length === 0;
}

class Repair {
  readonly #input: readonly IToken[];
  readonly #types: TokenTypeDictionary;
  readonly #output: IToken[] = [];
  readonly #problems: ILexingError[] = [];
  readonly #open: IToken[] = [];
  /** Openers beyond the deepest nesting that were dropped; their closers are dropped as well. */
  #dropped = 0;

  constructor(input: readonly IToken[], types: TokenTypeDictionary) {
    this.#input = input;
    this.#types = types;
  }

  run(): BracketRepair {
    for (const [index, token] of this.#input.entries()) {
      const type = token.tokenType.name;
      if (this.#open.length > 0 && startsLine(this.#input[index - 1], token)) this.#repairAtLineStart(index);
      if (OPENERS.has(type)) this.#openBracket(token);
      else if (CLOSING.has(type)) this.#closeBracket(token, type);
      else this.#output.push(token);
    }
    this.#closeDownTo(0, 'is not closed');
    return { tokens: this.#output, problems: this.#problems };
  }

  #openBracket(token: IToken): void {
    if (this.#open.length >= DEEPEST_NESTING) {
      if (this.#dropped++ === 0) {
        this.#problems.push(problemAt(token, `Brackets are nested more than ${DEEPEST_NESTING} deep.`));
      }
      return;
    }
    this.#open.push(token);
    this.#output.push(token);
  }

  #closeBracket(token: IToken, type: string): void {
    if (this.#dropped > 0) {
      this.#dropped--;
      return;
    }
    const partner = this.#partnerOf(type);
    if (partner < 0) {
      this.#problems.push(problemAt(token, `'${type}' closes nothing.`));
      return;
    }
    this.#closeDownTo(partner + 1, `is not closed before this '${type}'`);
    this.#open.pop();
    this.#output.push(token);
  }

  /** Round and square brackets are looked for inside the innermost braces only. */
  #partnerOf(closer: string): number {
    for (let index = this.#open.length - 1; index >= 0; index--) {
      const opener = this.#open[index]!.tokenType.name;
      if (CLOSERS[opener] === closer) return index;
      if (closer !== '}' && CLOSERS[opener] === '}') return -1;
    }
    return -1;
  }

  #repairAtLineStart(index: number): void {
    const token = this.#input[index]!;
    if (token.startColumn === 1 && startsDeclaration(token, this.#input[index + 1])) {
      this.#dropped = 0;
      this.#closeDownTo(0, 'is not closed before the next declaration');
      return;
    }
    const innermost = this.#open.at(-1)!.tokenType.name;
    if (CLOSERS[innermost] === '}' || !cannotFollow(this.#input[index - 1]!, token)) return;
    const braces = this.#open.findLastIndex((opener) => CLOSERS[opener.tokenType.name] === '}');
    this.#closeDownTo(braces + 1, 'is not closed at the end of the line');
  }

  #closeDownTo(depth: number, reason: string): void {
    const innermost = this.#open.at(-1);
    if (this.#open.length <= depth || !innermost) return;
    const last = this.#output.at(-1)!;
    const at = innermost.startLine === last.endLine ? '' : ` of line ${innermost.startLine}`;
    this.#problems.push(problemAt(last, `'${innermost.image.at(-1)}'${at} ${reason}.`));
    while (this.#open.length > depth) {
      const type: TokenType = this.#types[CLOSERS[this.#open.pop()!.tokenType.name]!]!;
      this.#output.push(emptyTokenAfter(this.#output.at(-1), type));
    }
  }
}

/** `noun name`, `package name`, `import name`: what a file's own statements look like. */
export function startsDeclaration(token: IToken, next: IToken | undefined): boolean {
  if (token.tokenType.name !== 'NAME' || next === undefined || next.startLine !== token.endLine) return false;
  const word = token.image;
  if (word === 'package' || word === 'import') return next.tokenType.name === 'NAME';
  return NOUNS.has(word) && (next.tokenType.name === 'NAME' || next.tokenType.name === 'STRING');
}

/** Two values in a row inside round or square brackets, with a line end between them: a bracket is missing. */
function cannotFollow(previous: IToken, token: IToken): boolean {
  return (
    endsValue(previous) &&
    (token.tokenType.name === 'NAME' || token.tokenType.name === 'STRING') &&
    !/^(?:and|or|in|then|else)$/u.test(token.image)
  );
}

const VALUES: ReadonlySet<string> = new Set(['NAME', 'NUMBER', 'QUANTITY', 'STRING', ')', ']', '}', '?']);
const endsValue = (token: IToken): boolean => VALUES.has(token.tokenType.name);
