import { describe, expect, test } from 'vitest';
import { parseFile } from '../../language/parser/index.ts';
import {
  declarationsOf,
  scanDeclarations,
  type FileDeclarations,
} from '../../language/parser/declaration-scan.ts';
import { SAMPLES } from './samples.ts';

describe('the declaration scan sees what the parser sees', () => {
  test.each(SAMPLES)('$name', ({ text }) => {
    expect(scanDeclarations(text)).toEqual(declarationsOf(parseFile(text)));
    const windows = text.replaceAll('\n', '\r\n');
    expect(scanDeclarations(windows)).toEqual(declarationsOf(parseFile(windows)));
  });

  test.each([
    [
      'strings and comments that look like declarations',
      'let a = "\\"\\nmodel x {" // model y {\n/* model z {\nmodel z2 {\n*/ model real {}\n',
    ],
    ['text over several lines', 'let a = """\nmodel x {\n"""\nmodel b {}\n'],
    ['names in backticks', 'model `a b` {}\nlet `true` = 1\nimport `x y`.`z`.{ `in` as b }\n'],
    ['names of other scripts', 'model модель {}\nlet größe = 1\nfeatures 特徴 of a from b {}\n'],
    [
      'words after a noun that are no names',
      'state on s3("x")\npool in [a, b]\ncanary.x < 3\nmodel a.b\nschema { a : int }\nroute "/p" to x\n',
    ],
    [
      'clause words as names',
      'param from : string\nlet to = 1\nmodel on {}\nfeatures of of x from y {}\nsource from from kafka {}\n',
    ],
    ['keys that are nouns', 'model: 1\nsource = 2\nmodel : int\n'],
    ['braces on the next line', 'model a\n{\n  input x : int\n}\nmodel b {}\n'],
    ['imports over several lines', 'package a.b\nimport c.d.{\n  x, // first\n  y as z,\n}\nimport e\n'],
    ['nothing', ''],
  ])('%s', (_what, text) => {
    expect(scanDeclarations(text)).toEqual(declarationsOf(parseFile(text)));
  });

  test('brackets that are missing', () => {
    const wrong: string[] = [];
    for (const { name, text } of SAMPLES) {
      for (const match of text.matchAll(/[{}()[\]]/gu)) {
        if (match.index % 5 !== 0) continue;
        const damaged = text.slice(0, match.index) + text.slice(match.index + 1);
        const scanned = atColumnZero(scanDeclarations(damaged), damaged);
        const parsed = atColumnZero(declarationsOf(parseFile(damaged)), damaged);
        if (scanned !== parsed) wrong.push(`${name}:${match.index}: ${scanned} | ${parsed}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

function atColumnZero({ declarations }: FileDeclarations, text: string): string {
  return declarations
    .filter(({ offset }) => offset === 0 || text[offset - 1] === '\n')
    .map(({ noun, name }) => `${noun} ${name}`)
    .join(', ');
}
