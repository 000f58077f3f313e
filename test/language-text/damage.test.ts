import { describe, expect, test } from 'vitest';
import type { IToken } from 'chevrotain';
import { createParserServices, parseFile } from '../../language/parser/index.ts';
import { isDeclaration } from '../../language/generated/ast.ts';
import { declarationNames, randomNumbers, SAMPLES } from './samples.ts';

/** All damages take half a minute; by default a repeatable choice of them is tried. */
const SHARE = process.env['TENON_ALL_DAMAGES'] === '1' ? 1 : 0.12;

interface Damage {
  readonly sample: string;
  readonly before: string;
  readonly after: string;
  readonly offset: number;
}

const lexer = createParserServices().parser.Lexer;
const random = randomNumbers(17);
const tokensOf = (text: string): IToken[] => lexer.tokenize(text).tokens.filter(({ image }) => image !== '');

function damages(change: (text: string, token: IToken) => string | undefined): Damage[] {
  return SAMPLES.flatMap(({ name, text }) =>
    tokensOf(text).flatMap((token) => {
      const after = random() < SHARE ? change(text, token) : undefined;
      return after === undefined ? [] : [{ sample: name, before: text, after, offset: token.startOffset }];
    }),
  );
}

/** The declarations that were not touched and are gone all the same. */
function lostBy({ before, after, offset, sample }: Damage): string[] {
  const untouched = parseFile(before).file.statements.filter(
    ({ $cstNode: cst }) => cst && (offset < cst.offset || offset > cst.end),
  );
  const found = new Set(declarationNames(parseFile(after).file));
  return untouched
    .filter(isDeclaration)
    .map(({ noun, name }) => `${noun} ${name ?? ''}`)
    .filter((name) => !found.has(name))
    .map((name) => `${sample}: ${name} after ${JSON.stringify(before.slice(offset - 20, offset + 20))}`);
}

const without = (text: string, token: IToken): string =>
  text.slice(0, token.startOffset) + text.slice(token.startOffset + token.image.length);
const withBefore = (text: string, token: IToken, sign: string): string =>
  `${text.slice(0, token.startOffset)}${sign} ${text.slice(token.startOffset)}`;

describe('what is wrong with one declaration never hides another', () => {
  test('a token is missing', () => {
    expect(damages(without).flatMap(lostBy)).toEqual([]);
  });

  test('a bracket is missing', () => {
    expect(
      damages((text, token) => (/^[{}()[\]]$/u.test(token.image) ? without(text, token) : undefined)).flatMap(
        lostBy,
      ),
    ).toEqual([]);
  });

  test.each(['"', '`', '{', '}', '(', ')', '[', ']'])('there is a stray %s', (sign) => {
    expect(
      damages((text, token) => (random() < 0.3 ? withBefore(text, token, sign) : undefined)).flatMap(lostBy),
    ).toEqual([]);
  });

  test('what is wrong in the line of a declaration does not hide what is in its braces', () => {
    const { file, problems } = parseFile(
      'service a on on ! {\n  scale { replicas: 1..3 }\n  objective { latency.p99 < 5ms }\n}\n',
    );
    expect(problems).toHaveLength(1);
    const [service] = file.statements.filter(isDeclaration);
    expect(service?.body?.statements.filter(isDeclaration).map(({ noun }) => noun)).toEqual([
      'scale',
      'objective',
    ]);
  });
});
