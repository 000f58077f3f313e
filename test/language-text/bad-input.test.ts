import { describe, expect, test } from 'vitest';
import type { AstNode } from 'langium';
import { parseFile } from '../../language/parser/index.ts';
import { declarationNames, sample, SAMPLES } from './samples.ts';

const messages = (text: string): string[] => parseFile(text).problems.map(({ message }) => message);

/** The tree without places, to compare two spellings of one file. */
function shape(node: AstNode): unknown {
  const replacer = (key: string, value: unknown): unknown =>
    key.startsWith('$') && key !== '$type' ? undefined : value;
  return JSON.parse(JSON.stringify(node, replacer));
}

describe('line ends and encodings', () => {
  test.each(SAMPLES)('$name is the same with CRLF and with a byte order mark', ({ text }) => {
    const expected = shape(parseFile(text).file);
    expect(shape(parseFile(text.replaceAll('\n', '\r\n')).file)).toEqual(expected);
    const marked = parseFile(`\uFEFF${text}`);
    expect(marked.problems).toEqual([]);
    expect(shape(marked.file)).toEqual(expected);
  });

  test('problems are at the same place with CRLF', () => {
    const text = 'service a {\n  x:\n  y: 1\n}\n';
    const at = (value: string): unknown => parseFile(value).problems.map(({ range }) => range);
    expect(at(text.replaceAll('\n', '\r\n'))).toEqual(at(text));
    expect(at(text)).toEqual([{ start: { line: 1, character: 3 }, end: { line: 1, character: 4 } }]);
  });
});

describe('what is no text, or no model', () => {
  test('an empty file has no problems', () => {
    expect(messages('')).toEqual([]);
    expect(messages('  \n\n// nothing\n')).toEqual([]);
  });

  test('NUL bytes are named once for each place', () => {
    expect(messages('model a {}\n\0\0\0\nmodel b {}\n')).toEqual([
      'The file contains NUL characters (U+0000); it is not a text file.',
    ]);
    expect(declarationNames(parseFile('model a {}\n\0\0\0\nmodel b {}\n').file)).toEqual([
      'model a',
      'model b',
    ]);
  });

  test('half of a surrogate pair', () => {
    expect(messages('model a\uD800b {}')).toEqual([
      'The character U+D800 cannot be part of a name; put the name in backticks.',
    ]);
  });

  test('signs of other scripts are named', () => {
    expect(messages('model a：b {}')[0]).toContain("'：' (U+FF1A)");
    expect(messages('model \u00A0a {}')[0]).toContain('U+00A0');
  });

  test('random bytes never break the parser', () => {
    for (let seed = 0; seed < 200; seed++) {
      const text = Array.from({ length: 300 }, (_, index) =>
        String.fromCharCode((index * 7919 * (seed + 3)) % 65536),
      ).join('');
      expect(parseFile(text).file.$type).toBe('File');
    }
  });
});

describe('what is not closed', () => {
  test('text costs one line', () => {
    const { file, problems } = parseFile('source a {\n  topic: "x\n  format: csv\n}\nmodel b {}\n');
    expect(problems.map(({ message }) => message)).toEqual(['This text has no closing ".']);
    expect(declarationNames(file)).toEqual(['source a', 'model b']);
  });

  test('text over several lines', () => {
    expect(messages('let a = """ x\nmodel b {}\n')).toEqual(['This text has no closing """.']);
  });

  test('a backslash does not close', () => {
    expect(messages('let a = "x\\"\nmodel b {}\n')).toEqual(['This text has no closing ".']);
    expect(messages('let a = "x\\\\"\nmodel b {}\n')).toEqual([]);
  });

  test('a comment', () => {
    expect(messages('model a {}\n/* never ends\nmodel b {}')).toEqual(["This comment has no closing '*/'."]);
  });

  test('braces', () => {
    const { file, problems } = parseFile('source a {\n  schema {\n    x : int\n\nmodel b {}\n');
    expect(problems.map(({ message }) => message)).toEqual([
      "'{' of line 2 is not closed before the next declaration.",
    ]);
    expect(declarationNames(file)).toEqual(['source a', 'model b']);
  });

  test('parentheses cost one line', () => {
    const { file, problems } = parseFile('features f of e from s {\n  a = avg(x\n  b = sum(y)\n}\n');
    expect(problems.map(({ message }) => message)).toEqual(["'(' is not closed at the end of the line."]);
    expect(shape(file)).toMatchObject({
      statements: [{ body: { statements: [{ name: 'a' }, { name: 'b' }] } }],
    });
  });

  test('what closes nothing', () => {
    expect(messages('model a {}\n}\nmodel b {}\n')).toEqual(["'}' closes nothing."]);
  });

  test('declarations that are not indented are fine as long as brackets balance', () => {
    const text = 'cloud main on aws {\nbucket lake { versioning: on }\nnetwork net { zones: 3 }\n}\n';
    expect(messages(text)).toEqual([]);
    expect(declarationNames(parseFile(text).file)).toEqual(['cloud main']);
  });
});

describe('size', () => {
  test('50,000 lines', () => {
    const body = sample('01').text.replace(/^(?:package|import).*$/gmu, '');
    const copies = Math.ceil(50_000 / body.split('\n').length);
    const { file, problems } = parseFile(`${body}\n`.repeat(copies));
    expect(problems).toEqual([]);
    expect(declarationNames(file)).toHaveLength(copies * declarationNames(parseFile(body).file).length);
  }, 60_000);

  test.each([
    ['brackets', `x = ${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
    ['open brackets', '{['.repeat(50_000)],
    ['braces', `${'a {'.repeat(20_000)}${'}'.repeat(20_000)}`],
    ['signs', `x = ${'-'.repeat(100_000)}1`],
    ['a long sum', `x = ${'a + '.repeat(30_000)}1`],
    ['a long chain of actions', `on failure ${'retry 3 times then '.repeat(30_000)}stop`],
  ])('too deep: %s', (_what, text) => {
    const { file, problems } = parseFile(text);
    expect(file.$type).toBe('File');
    expect(problems.length).toBeLessThanOrEqual(2);
  });

  test('brackets beyond the limit say so', () => {
    expect(messages(`x = ${'('.repeat(500)}1${')'.repeat(500)}`)).toEqual([
      'Brackets are nested more than 100 deep.',
    ]);
  });
});
