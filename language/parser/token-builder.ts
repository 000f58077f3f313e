import { DefaultTokenBuilder, type GrammarAST } from 'langium';
import { Lexer, type TokenType } from 'chevrotain';

/** Token types that no text matches: the token pass makes them out of words and line ends. */
const MADE_BY_TOKEN_PASS: ReadonlySet<string> = new Set(['END', 'KEY', 'VERB', 'FLAG', 'CLAUSE']);

/**
 * Leaves every word to the terminal NAME, so that no word of the language is taken away from names and
 * `oncall` can never be read as `on` + `call`. Only signs are keywords for the lexer.
 */
export class TenonTokenBuilder extends DefaultTokenBuilder {
  protected override buildTerminalToken(terminal: GrammarAST.TerminalRule): TokenType {
    if (MADE_BY_TOKEN_PASS.has(terminal.name)) return { name: terminal.name, PATTERN: Lexer.NA };
    return super.buildTerminalToken(terminal);
  }

  protected override buildKeywordToken(
    keyword: GrammarAST.Keyword,
    terminalTokens: TokenType[],
    caseInsensitive: boolean,
  ): TokenType {
    if (/^[a-z]/u.test(keyword.value)) return { name: keyword.value, PATTERN: Lexer.NA };
    return super.buildKeywordToken(keyword, terminalTokens, caseInsensitive);
  }
}
