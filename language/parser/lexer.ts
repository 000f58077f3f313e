import { DefaultLexer, type LexerResult } from 'langium';
import type { ILexingError, IToken } from 'chevrotain';
import { repairBrackets } from './bracket-repair.ts';
import { assignRoles } from './token-pass.ts';
import { problemAt } from './token.ts';

/** After so many characters that are no text, further ones say nothing new. */
const MOST_UNREADABLE_PLACES = 20;

/** The tokens of a file in the order of its text. */
export interface LexedFile {
  /** As the parser gets them: with END, with repaired brackets, without commas that only separate statements. */
  readonly tokens: IToken[];
  readonly comments: IToken[];
  /** What had to be repaired in the brackets. */
  readonly bracketProblems: readonly ILexingError[];
  readonly problems: readonly ILexingError[];
}

/** Splits a file into tokens, repairs its brackets, and gives each word its part by position. */
export class TenonLexer extends DefaultLexer {
  override tokenize(text: string): LexerResult {
    const { tokens, comments, bracketProblems, problems } = this.lex(text);
    const errors = [...problems, ...bracketProblems].sort((a, b) => a.offset - b.offset);
    return { tokens, hidden: comments, errors, report: { diagnostics: [] } };
  }

  lex(text: string): LexedFile {
    const lexed = this.chevrotainLexer.tokenize(text);
    const comments = lexed.groups['hidden'] ?? [];
    const repaired = repairBrackets(lexed.tokens, this.definition);
    const { tokens, problems } = assignRoles(repaired.tokens, this.definition, text);
    const unreadable = lexed.errors.slice(0, MOST_UNREADABLE_PLACES);
    const openComment = comments.find(
      ({ image }) => image.startsWith('/*') && !/^\/\*[^]*\*\/$/u.test(image),
    );
    const open = openComment
      ? [{ ...problemAt(openComment, "This comment has no closing '*/'."), length: 2 }]
      : [];
    return {
      tokens,
      comments,
      bracketProblems: repaired.problems,
      problems: [...unreadable, ...problems, ...open],
    };
  }
}
