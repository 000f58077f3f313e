import { AbstractParserErrorMessageProvider, DefaultLexerErrorMessageProvider } from 'langium';
import type { IToken, TokenType } from 'chevrotain';

interface Mismatch {
  expected: TokenType;
  actual: IToken;
  previous: IToken;
  ruleName: string;
}

interface NoAlternative {
  actual: IToken[];
  previous: IToken;
  ruleName: string;
}

/** Syntax errors in the words of someone who writes a model, not of someone who writes a grammar. */
export class TenonParserMessages extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual, previous }: Mismatch): string {
    switch (expected.name) {
      case 'NAME':
        return expectedAfter('a name', actual, previous);
      case 'VERB':
        return expectedAfter("what to do, such as 'train' or 'alert'", actual, previous);
      case 'END':
      case 'EOF':
      case 'CLAUSE':
        return unexpected(actual, previous);
      case '}':
      case ')':
      case ']':
      case '{':
      case 'in':
      case 'then':
        return expectedAfter(`'${expected.name}'`, actual, previous);
      default:
        return unexpected(actual, previous);
    }
  }

  override buildNoViableAltMessage({ actual, previous, ruleName }: NoAlternative): string {
    const token = actual[0]!;
    const rule = ruleName.replace('\u200B', '');
    if (VALUE_RULES.has(rule)) return expectedAfter('a value', token, previous);
    if (rule === 'Handler') return expectedAfter('what to do', token, previous);
    if (rule === 'Statement' || rule === 'Declaration') {
      return `A statement cannot begin with ${shown(token)}.`;
    }
    return unexpected(token, previous);
  }
}

const VALUE_RULES: ReadonlySet<string> = new Set([
  'Expression',
  'Comparison',
  'Operand',
  'Clause',
  'Argument',
]);

const expectedAfter = (what: string, actual: IToken, previous: IToken): string =>
  isEnd(actual)
    ? `Expected ${what} after ${shown(previous)}.`
    : `Expected ${what} after ${shown(previous)}, but found ${shown(actual)}.`;

function unexpected(actual: IToken, previous: IToken): string {
  if (isEnd(actual)) return `Something is missing after ${shown(previous)}.`;
  return `${shown(actual)} is not expected after ${shown(previous)}.`;
}

const isEnd = (token: IToken): boolean => token.image === '';

function shown(token: IToken): string {
  if (isEnd(token)) return 'the end of the line';
  const line = token.image.split(/\r?\n/u)[0]!;
  return `'${line.length > 40 ? `${line.slice(0, 40)}…` : line}'`;
}

export class TenonLexerMessages extends DefaultLexerErrorMessageProvider {
  override buildUnexpectedCharactersMessage(text: string, start: number, length: number): string {
    const code = text.codePointAt(start)!;
    const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    if (code === 0) return NUL_MESSAGE;
    if (code < 0x20 || code === 0x7f || code >= 0x80) return `The character ${hex} cannot stand here.`;
    const sample = text.slice(start, start + Math.min(length, 20));
    return `'${sample}' cannot stand here.`;
  }
}

/** Said once for a file, wherever the first NUL stands. */
export const NUL_MESSAGE = 'The file contains NUL characters (U+0000); it is not a text file.';
