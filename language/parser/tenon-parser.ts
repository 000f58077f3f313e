import { createParser, LangiumParser } from 'langium';
import type { AstNode, LangiumCoreServices, ParseResult, ParserOptions } from 'langium';
import type { ILexingError, IRecognitionException } from 'chevrotain';
import { recoverByStatement } from './recovery.ts';

/** What the parser found in a text. */
export interface TenonParseResult<T extends AstNode = AstNode> extends ParseResult<T> {
  /** All brackets, texts and comments are closed, so that each statement can be read by itself. */
  readonly isWhole: boolean;
}

/** Langium's parser with Tenon's recovery; a line with several problems reports the first one only. */
export class TenonParser extends LangiumParser {
  constructor(services: LangiumCoreServices) {
    super(services);
    recoverByStatement(this.wrapper, this.lexer.definition['END']!);
  }

  override parse<T extends AstNode = AstNode>(
    input: string,
    options: ParserOptions = {},
  ): TenonParseResult<T> {
    const result = this.#parseDeep<T>(input, options);
    return { ...firstProblemOfEachLine(result), isWhole: result.lexerErrors.length === 0 };
  }

  /** Chains such as `a then b then c …` are limited by the stack only; beyond it the file is refused, not the process. */
  #parseDeep<T extends AstNode>(input: string, options: ParserOptions): ParseResult<T> {
    try {
      return super.parse<T>(input, options);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      (this as unknown as { stack: unknown[] }).stack = [];
      const empty = super.parse<T>('', options);
      const message = 'This file is nested too deeply to be read.';
      return { ...empty, lexerErrors: [{ message, offset: 0, length: 1, line: 1, column: 1 }] };
    }
  }
}

export function createTenonParser(services: LangiumCoreServices): TenonParser {
  const parser = createParser(services.Grammar, new TenonParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

/**
 * One mistake often shows twice, as an open bracket or quote and as a missing value behind it. A bracket that is
 * open at the end of the file is what any half-written file has, so it yields to whatever else is wrong there.
 */
function firstProblemOfEachLine<T>(result: ParseResult<T>): ParseResult<T> {
  const seen = new Set<number>();
  const lines = new Set(result.parserErrors.map(lineOf));
  const lexerErrors = result.lexerErrors.filter((error) => {
    const line = error.line ?? 1;
    if (isOpenAtEnd(error) && lines.has(line)) return false;
    return addTo(seen, line);
  });
  const parserErrors = result.parserErrors.filter((error) => addTo(seen, lineOf(error)));
  return { ...result, lexerErrors, parserErrors };
}

const isOpenAtEnd = (error: ILexingError): boolean => error.message.endsWith('is not closed.');

function lineOf(error: IRecognitionException): number {
  const { token, previousToken } = error as IRecognitionException & { previousToken?: { endLine?: number } };
  return (token.image === '' ? previousToken?.endLine : token.startLine) ?? token.startLine ?? 1;
}

function addTo(seen: Set<number>, line: number): boolean {
  if (seen.has(line)) return false;
  seen.add(line);
  return true;
}
