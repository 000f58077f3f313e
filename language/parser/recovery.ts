import { LLkLookaheadStrategy, Repetition } from 'chevrotain';
import type { BaseParser, IProduction, IToken, OptionalProductionType, Rule, TokenType } from 'chevrotain';

/**
 * Which tokens end the last loop of a rule. The loop is entered for everything else, so that an error is raised
 * inside the thing that is wrong instead of ending everything around it.
 */
const LOOP_ENDS: Readonly<Record<string, readonly string[]>> = {
  File: ['EOF'],
  Body: ['}', 'EOF'],
  HeaderLine: ['{', 'END', 'EOF'],
  EntryLine: ['{', 'END', 'EOF'],
  ActionLine: ['{', 'END', 'then', 'EOF'],
  ConditionLine: ['{', 'END', 'EOF'],
};

/** Where a rule that met an error goes on; every rule that is not listed hands the error to the one above. */
const RESUME_AT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(LOOP_ENDS).filter(([rule]) => rule.endsWith('Line'))),
  WhenLine: ['{', 'END', 'EOF'],
  ForEachLine: ['{', 'END', 'EOF'],
  Statement: ['END', 'EOF'],
};

const RULE_SUFFIX = '\u200B';
const plainName = (ruleName: string): string => ruleName.replace(RULE_SUFFIX, '');

/** Decides by one token, and enters the loops above as described. */
export class StatementLookahead extends LLkLookaheadStrategy {
  constructor() {
    super({ maxLookahead: 1 });
  }

  override buildLookaheadForOptional(options: {
    prodOccurrence: number;
    prodType: OptionalProductionType;
    rule: Rule;
    maxLookahead: number;
    dynamicTokensEnabled: boolean;
  }): (this: BaseParser) => boolean {
    const rule = plainName(options.rule.name);
    const isLoop =
      options.prodType === 'Repetition' && options.prodOccurrence === lastLoop(options.rule.definition);
    if (isLoop && LOOP_ENDS[rule]) return unlessAt(LOOP_ENDS[rule]);
    // `name:` is followed by braces or by a value; that the value is missing must be an error.
    if (rule === 'EntryLine' && options.prodType === 'Option' && options.prodOccurrence === 1)
      return unlessAt(['{']);
    return super.buildLookaheadForOptional(options);
  }
}

function lastLoop(productions: readonly IProduction[]): number | undefined {
  return productions.findLast((production) => production instanceof Repetition)?.idx;
}

function unlessAt(names: readonly string[]): (this: BaseParser) => boolean {
  const ends = new Set(names);
  return function (this: BaseParser): boolean {
    return !ends.has(this.LA(1).tokenType.name);
  };
}

/** The parts of Chevrotain's parser that recovery is made of. */
interface RecoveringParser {
  LA(howMuch: number): IToken;
  SKIP_TOKEN(): IToken;
  getCurrRuleFullName(): string;
  canTokenTypeBeInsertedInRecovery: (type: TokenType) => boolean;
  canTokenTypeBeDeletedInRecovery: (type: TokenType) => boolean;
  attemptInRepetitionRecovery: () => void;
  findReSyncTokenType: () => TokenType;
  isInCurrentRuleReSyncSet: (type: TokenType) => boolean;
  reSyncTo: (type: TokenType) => IToken[];
}

/**
 * Replaces Chevrotain's guesses by one rule: an error costs the line or, at most, the statement it is in.
 * No token is ever invented or left out. It relies on the balanced brackets and the END tokens of the lexer.
 */
export function recoverByStatement(chevrotainParser: object, end: TokenType): void {
  const parser = chevrotainParser as RecoveringParser;
  parser.canTokenTypeBeInsertedInRecovery = () => false;
  parser.canTokenTypeBeDeletedInRecovery = () => false;
  parser.attemptInRepetitionRecovery = () => undefined;
  parser.findReSyncTokenType = () => end;
  parser.isInCurrentRuleReSyncSet = () => plainName(parser.getCurrRuleFullName()) in RESUME_AT;
  parser.reSyncTo = () => {
    const rule = plainName(parser.getCurrRuleFullName());
    const stops = new Set(RESUME_AT[rule]);
    const skipped: IToken[] = [];
    let depth = 0;
    for (let next = parser.LA(1); next.tokenType.name !== 'EOF'; next = parser.LA(1)) {
      const name = next.tokenType.name;
      if (depth === 0 && stops.has(name)) break;
      if (name === '{' || name === '(' || name === '[' || name === '.{') depth++;
      if (name === '}' || name === ')' || name === ']') depth = Math.max(0, depth - 1);
      // SKIP_TOKEN returns what comes next, so the skipped token is taken before.
      skipped.push(next);
      parser.SKIP_TOKEN();
    }
    if (rule === 'Statement' && parser.LA(1).tokenType === end) parser.SKIP_TOKEN();
    return skipped;
  };
}
