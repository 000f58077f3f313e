import { DefaultLexer, type LexerResult } from 'langium';
import type { ILexingError } from 'chevrotain';
import { repairBrackets } from './bracket-repair.ts';
import { assignRoles } from './token-pass.ts';
import { problemAt } from './token.ts';

/** After so many characters that are no text, further ones say nothing new. */
const MOST_UNREADABLE_PLACES = 20;

/** Splits a file into tokens, repairs its brackets, and gives each word its part by position. */
export class TenonLexer extends DefaultLexer {
  override tokenize(text: string): LexerResult {
    const lexed = this.chevrotainLexer.tokenize(text);
    const hidden = lexed.groups['hidden'] ?? [];
    const openComment = hidden.findLast((token) => token.tokenType.name === 'BLOCK_COMMENT' && !/^\/\*[^]*\*\/$/u.test(token.image));
    const repaired = repairBrackets(lexed.tokens, this.definition);
    const { tokens, problems } = assignRoles(repaired.tokens, this.definition, text);
    const errors: ILexingError[] = [...lexed.errors.slice(0, MOST_UNREADABLE_PLACES), ...repaired.problems, ...problems];
    if (openComment) errors.push({ ...problemAt(openComment, "This comment has no closing '*/'."), length: 2 });
    return { tokens, hidden, errors: errors.sort((a, b) => a.offset - b.offset), report: { diagnostics: [] } };
  }
}
