import { beforeAll, describe, expect, test } from 'vitest';
import type { IGrammar } from 'vscode-textmate';
import { NOUNS } from '../../language/generated/words.ts';
import { lexFile } from '../../language/parser/index.ts';
import { SAMPLES } from '../language-text/samples.ts';
import { loadTextmateGrammar, scopesOf, type ScopedText } from './textmate.ts';

let grammar: IGrammar;
beforeAll(async () => {
  grammar = await loadTextmateGrammar();
});

/** What the lexer says a word is → what a theme must see. */
const EXPECTED: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries([...NOUNS.keys()].map((noun) => [noun, /^storage\.type\.tenon$/u])),
  KEY: /^variable\.(?:other\.property|parameter)\.tenon$/u,
  VERB: /^keyword\.other\.verb\.tenon$/u,
  CLAUSE: /^keyword\.other\.clause\.tenon$/u,
  NUMBER: /^constant\.(?:numeric|other\.version)\.tenon$/u,
  QUANTITY: /^constant\.numeric\.tenon$/u,
  STRING: /^string\.quoted\./u,
  NAME: /^(?:variable|entity|constant\.other|storage\.type\.primitive)\./u,
  FLAG: /^variable\./u,
  true: /^constant\.language\.tenon$/u,
  false: /^constant\.language\.tenon$/u,
  and: /^keyword\.operator\.word\.tenon$/u,
  in: /^keyword\.(?:operator\.word|control)\.tenon$/u,
  on: /^keyword\.control\.tenon$/u,
  when: /^keyword\.control\.tenon$/u,
  then: /^keyword\.control\.tenon$/u,
  package: /^keyword\.control\.import\.tenon$/u,
  import: /^keyword\.control\.import\.tenon$/u,
};

describe('colours agree with the parser', () => {
  test.each(SAMPLES)('$name', ({ text }) => {
    const scoped = scopesOf(grammar, text);
    const wrong = lexFile(text).tokens.flatMap((token) => {
      const expected = token.image === '' ? undefined : EXPECTED[token.tokenType.name];
      const scopes = scopesAt(scoped, token.startOffset);
      // A line knows nothing of the next one, where the `=` of this key stands.
      const isSplit =
        token.tokenType.name === 'KEY' && /^\s*\n/u.test(text.slice(token.startOffset + token.image.length));
      if (!expected || isSplit || scopes.some((scope) => expected.test(scope))) return [];
      return [`line ${token.startLine}: ${token.image} is ${token.tokenType.name}, but ${scopes.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('single lines', () => {
  test.each([
    ['/// Words.', 'Words', 'comment.line.documentation'],
    ['x: 1 // why', 'why', 'comment.line.double-slash'],
    ['a: "s3://${lake.name}/x"', 'name', 'variable.other.member'],
    ['a: "open', 'open', 'string.quoted.double'],
    ['a: 20ms', 'ms', 'keyword.other.unit'],
    ['a: 500/s', '/s', 'keyword.other.unit'],
    ['a: 3e-4', '3e-4', 'constant.numeric'],
    ['a: 3 times', 'times', 'keyword.other.unit'],
    ['a : float32[batch, 3]', 'float32', 'storage.type.primitive'],
    ['from : string', 'from', 'variable.other.property'],
    ['model model { a: 1 }', 'model', 'storage.type'],
    ['a: avg(b)', 'avg', 'entity.name.function'],
    ['net@production: 90%', 'production', 'constant.other.version'],
    ['`any thing`: 1', '`any thing`', 'variable.other.property'],
  ])('%s: %s', (line, piece, scope) => {
    const found = scopesOf(grammar, line).filter(({ text }) => text.includes(piece));
    expect(
      found.flatMap(({ scopes }) => scopes).some((each) => each.startsWith(scope)),
      JSON.stringify(found),
    ).toBe(true);
  });

  test('an open quote ends with its line', () => {
    const scoped = scopesOf(grammar, 'a: "open\nmodel b {}');
    expect(scoped.find(({ text }) => text === 'model')?.scopes).toContain('storage.type.tenon');
  });
});

const scopesAt = (scoped: readonly ScopedText[], offset: number): readonly string[] =>
  scoped.findLast((piece) => piece.offset <= offset)?.scopes ?? [];
