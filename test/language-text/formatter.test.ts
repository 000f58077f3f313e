import { describe, expect, test } from 'vitest';
import type { AstNode } from 'langium';
import { parseFile } from '../../language/parser/index.ts';
import { applyChanges, formatChanges, formatText } from '../../language/text/formatter.ts';
import { randomNumbers, SAMPLES } from './samples.ts';

const CASES: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'indentation',
    'service a {\nscale {\n      replicas: 1..3\n}\n}\n',
    'service a {\n  scale {\n    replicas: 1..3\n  }\n}\n',
  ],
  ['spaces', 'x  =  a+b *- c . d ( 1 ,2 )[ 3 ]', 'x = a + b * -c.d(1, 2)[3]\n'],
  ['ranges, members, versions', 'a { b: 1 .. 4, c: x @ 5, d : e . f }', 'a { b: 1..4, c: x@5, d: e.f }\n'],
  ['braces on one line', 'a {b: 1,c: 2}\nd { }\n', 'a { b: 1, c: 2 }\nd {}\n'],
  ['braces over several lines', 'a { b: 1,\n c: 2 }\n', 'a {\n  b: 1\n  c: 2\n}\n'],
  ['braces on their own line', 'service a\n{\n  b: 1\n}\n', 'service a {\n  b: 1\n}\n'],
  [
    'empty lines',
    '\n\nlet a = 1\n\n\n\nservice b {\n\n  c: 1\n\n\n  d: 2\n\n}',
    'let a = 1\n\nservice b {\n  c: 1\n\n  d: 2\n}\n',
  ],
  [
    'types and formulas',
    'features f of e from s {\n  version: 3\n  a:float32=avg(x) over 7d\n  long_name:int64=count() over 1h\n  b=sum(y)\n}\n',
    'features f of e from s {\n  version: 3\n  a         : float32 = avg(x) over 7d\n  long_name : int64   = count() over 1h\n  b                   = sum(y)\n}\n',
  ],
  [
    'schema rows',
    'schema {\n  a:string key\n  long : int\n\n  c : bool\n}\n',
    'schema {\n  a    : string key\n  long : int\n\n  c : bool\n}\n',
  ],
  [
    'tensors',
    'model m {\n  input a : int64[batch]\n  output score : float32\n}\n',
    'model m {\n  input  a     : int64[batch]\n  output score : float32\n}\n',
  ],
  [
    'steps',
    'pipeline p {\n  step a = read b\n  step long = validate a {\n    expect c > 0\n  }\n}\n',
    'pipeline p {\n  step a    = read b\n  step long = validate a {\n    expect c > 0\n  }\n}\n',
  ],
  [
    'template parameters',
    'template t(\na : int,\nlonger: string = "x",\n) for service {\n b: a\n}\n',
    'template t(\n  a      : int,\n  longer : string = "x",\n) for service {\n  b: a\n}\n',
  ],
  ['clauses of a header', 'features f from s of e { a: 1 }\n', 'features f of e from s { a: 1 }\n'],
  [
    'clauses of an action stay',
    'pipeline p { step a = join b with c on d }\n',
    'pipeline p { step a = join b with c on d }\n',
  ],
  [
    'continued lines',
    'features f of e from s {\n  a\n  = b.c\n  on failure retry 3 times\n  then alert x\n}\n',
    'features f of e from s {\n  a\n    = b.c\n  on failure retry 3 times\n    then alert x\n}\n',
  ],
  [
    'comments',
    '// first\nservice a { // why\n/* block */ b: 1\n\n      // about c\n  c: 2   // end\n  d: 3 // end too\n}\n// last',
    '// first\nservice a {  // why\n  /* block */ b: 1\n\n  // about c\n  c: 2  // end\n  d: 3  // end too\n}\n// last\n',
  ],
  [
    'a comment at the end of braces',
    'a { b: 1 /* c */ }\nd { e: 1, /* f */ g: 2 }\n',
    'a { b: 1 /* c */ }\nd { e: 1, /* f */ g: 2 }\n',
  ],
  [
    'text over several lines is not touched',
    'a {\nb: raw(x) """\n    keep\n  this\n"""\n}\n',
    'a {\n  b: raw(x) """\n    keep\n  this\n"""\n}\n',
  ],
  [
    'lists over several lines',
    'a {\n b: [\n 1, 2,\n 3\n ]\n c: [1,\n 2]\n}\n',
    'a {\n  b: [\n    1, 2,\n    3\n  ]\n  c: [1,\n    2]\n}\n',
  ],
  [
    'declarations with one noun',
    'entity a { key: x }\nentity long { key: y }\n/// Words.\nentity b { key: z }\n',
    'entity a    { key: x }\nentity long { key: y }\n/// Words.\nentity b { key: z }\n',
  ],
  [
    'else',
    'when a {\nb\n}\nelse when c {\nd\n} else {\ne\n}\n',
    'when a {\n  b\n} else when c {\n  d\n} else {\n  e\n}\n',
  ],
  ['imports', 'import a.b.{x,y as z}\n', 'import a.b.{ x, y as z }\n'],
  ['nothing', ' \n\n', ''],
];

describe('one way to write', () => {
  test.each(CASES)('%s', (_what, before, after) => {
    expect(formatText(before)).toBe(after);
    expect(formatText(after)).toBe(after);
    expect(parseFile(after).problems.length).toBeLessThanOrEqual(parseFile(before).problems.length);
  });

  test('line ends stay as they are, and so does a byte order mark', () => {
    expect(formatText('\uFEFFa {\r\nb: 1\r\n}')).toBe('\uFEFFa {\r\n  b: 1\r\n}\r\n');
  });

  test('a formatted file needs no changes', () => {
    for (const { text } of SAMPLES) expect(formatChanges(formatText(text))).toEqual([]);
  });

  test('changes are small and stay in the span that was asked for', () => {
    const text = 'let a   = 1\nlet b   = 2\nlet c   = 3\n';
    const changes = formatChanges(text, { start: 12, end: 23 });
    expect(changes).toEqual([{ offset: 17, length: 3, newText: ' ' }]);
  });

  test('clauses that change places become one change', () => {
    const text = 'let a  = 1\n\nfeatures f from s   of e { a:1 }\n\nlet b  = 2\n';
    const changes = formatChanges(text);
    expect(applyChanges(text, changes)).toBe('let a = 1\n\nfeatures f of e from s { a: 1 }\n\nlet b = 2\n');
    expect(changes.length).toBeLessThanOrEqual(5);
  });
});

describe('some lines of a file', () => {
  const formatted = (marked: string): string => {
    const [before, chosen, after] = marked.split('‸') as [string, string, string];
    const text = before + chosen + after;
    const span = { start: before.length, end: before.length + chosen.length };
    return applyChanges(text, formatChanges(text, span));
  };

  test('those around stay as they are, with their ends and indentation', () => {
    expect(
      formatted('entity   a { key:id }  \n‸entity   b { key:id }  \n‸\n\n\n   entity   c { key:id }\n'),
    ).toBe('entity   a { key:id }  \nentity b { key: id }\n\n\n\n   entity   c { key:id }\n');
    expect(formatted('entity   a { key:id }\r\n‸   entity   b { key:id }‸\r\nentity   c { key:id }')).toBe(
      'entity   a { key:id }\r\nentity b { key: id }\r\nentity   c { key:id }',
    );
    const empty = 'entity   a { key:id }\n\n‸\n\n\n‸\nentity   b { key:id }\n';
    expect(formatted(empty)).toBe(empty.replaceAll('‸', ''));
    expect(formatted('‸‸')).toBe('');
  });

  const schema = (rows: string): string => `source s {\n  schema {\n${rows}  }\n}\n`;

  test('a row goes on columns that are aligned', () => {
    const [above, below] = ['    id          : string key\n', '    observed_at : timestamp\n'];
    const aligned = schema(`${above}    amount      : float64\n${below}`);
    expect(formatted(schema(`${above}‸    amount      : float64‸\n${below}`))).toBe(aligned);
    expect(formatted(schema(`${above}‸  amount:float64‸\n${below}`))).toBe(aligned);
  });

  test('rows are aligned among themselves where the others are not', () => {
    const [above, below] = ['    id:string key\n', '    observed_long_ago:timestamp\n'];
    expect(formatted(schema(`${above}‸    amount:float64\n    n:int64\n‸${below}`))).toBe(
      schema(`${above}    amount : float64\n    n      : int64\n${below}`),
    );
    const [one, three] = ['entity a { key: id } // one\n', 'entity c_long { key: id } // three\n'];
    expect(formatted(`${one}‸entity b { key: id }     // two‸\n${three}`)).toBe(
      `${one}entity b { key: id }  // two\n${three}`,
    );
  });

  test('nothing changes in any part of a formatted file', () => {
    for (const { text } of SAMPLES) {
      const whole = formatText(text);
      for (let start = 0; start < whole.length; start += 97) {
        expect(formatChanges(whole, { start, end: start + 61 })).toEqual([]);
      }
    }
  });

  test('clauses change their places only there', () => {
    const header = 'features f from s of card { n = count() over 1h }\n';
    expect(formatted(`${header}‸${header}‸`)).toBe(
      `${header}features f of card from s { n = count() over 1h }\n`,
    );
  });
});

describe('a broken file', () => {
  test('healthy parts are formatted, broken lines are not touched', () => {
    const before = 'let a   = 1\nservice b {\n  x   :   \n      y:   1\n}\nlet c   = 3\n';
    expect(formatText(before)).toBe('let a = 1\nservice b {\n  x   :\n  y: 1\n}\nlet c = 3\n');
  });

  test('a declaration with a missing bracket is not touched', () => {
    const before = 'let a   = 1\nservice b {\n  scale {\n      y:   1\n}\nlet c   = 3\n';
    expect(formatText(before)).toBe('let a = 1\nservice b {\n  scale {\n      y:   1\n}\nlet c = 3\n');
  });

  test('no damage makes it lose text or find no end', () => {
    const random = randomNumbers(5);
    for (const { name, text } of SAMPLES) {
      for (let round = 0; round < 12; round++) {
        const at = Math.floor(random() * text.length);
        const damaged =
          text.slice(0, at) +
          ['', '{', '}', '(', '"', ' ! ', '/*', ','][round % 8]! +
          text.slice(at + (round % 3));
        const formatted = formatText(damaged);
        const letters = (value: string): string => value.replace(/[\s,\uFEFF]/gu, '');
        expect([...letters(formatted)].sort().join(''), `${name} at ${at}`).toBe(
          [...letters(damaged)].sort().join(''),
        );
        expect(formatText(formatted), `${name} at ${at}, round ${round}`).toBe(formatted);
      }
    }
  }, 30_000);
});

describe('whole files', () => {
  test.each(SAMPLES)('$name keeps its meaning, and formatting twice changes nothing', ({ text }) => {
    const formatted = formatText(text);
    expect(formatText(formatted)).toBe(formatted);
    expect(shape(parseFile(formatted).file)).toEqual(shape(parseFile(text).file));
  });

  test.each(SAMPLES)('$name is the same however its spaces were', ({ text }) => {
    const expected = formatText(text);
    const random = randomNumbers(11);
    for (let round = 0; round < 5; round++) expect(formatText(withOtherSpaces(text, random))).toBe(expected);
  });
});

/** Other amounts of spaces, tabs and empty lines where there are some; the inside of strings and comments is left. */
function withOtherSpaces(text: string, random: () => number): string {
  const blanks = (): string => [' ', '  ', '\t', '     '][Math.floor(random() * 4)]!;
  return text.replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\n[ \n]*|[ ]+/gu, (match) => {
    if (match.startsWith('\n')) {
      const empty = match.split('\n').length > 2;
      return `\n${empty ? '\n'.repeat(1 + Math.floor(random() * 3)) : ''}${random() < 0.3 ? '' : blanks()}`;
    }
    return match.startsWith(' ') ? blanks() : match;
  });
}

function shape(node: AstNode): unknown {
  const replacer = (key: string, value: unknown): unknown =>
    key.startsWith('$') && key !== '$type' ? undefined : value;
  return JSON.parse(JSON.stringify(node, replacer));
}
