import { describe, expect, test } from 'vitest';
import { AstUtils } from 'langium';
import { CLAUSE_WORDS, NOUNS, RESERVED_WORDS } from '../../language/generated/words.ts';
import { parseFile } from '../../language/parser/index.ts';

const OTHER_WORDS =
  'key type count times each import package in pii spot default train read validate split register alert retry serves uses runs takes emit expect require keep monitor reject drop value schedule version name'.split(
    ' ',
  );
const WORDS = [...new Set([...NOUNS.keys(), ...CLAUSE_WORDS, ...OTHER_WORDS])];

/** Where a name can stand, and the node type and property that it must end up in. */
const POSITIONS: readonly (readonly [
  position: string,
  text: (word: string) => string,
  type: string,
  property: string,
])[] = [
  ['column', (w) => `schema {\n  ${w} : string key\n}`, 'Entry', 'name'],
  ['column on one line', (w) => `schema { a : int, ${w} : string }`, 'Entry', 'name'],
  ['formula', (w) => `features f of e from s {\n  ${w} = count() over 7d\n}`, 'Entry', 'name'],
  ['declaration', (w) => `model ${w} { a: 1 }`, 'Model', 'name'],
  ['declaration before a clause', (w) => `features ${w} of card from payments { a: 1 }`, 'Features', 'name'],
  ['parameter with type and value', (w) => `param ${w} : string = "x"`, 'Param', 'name'],
  ['template parameter', (w) => `template t(${w} : string) for service { a: 1 }`, 'Parameter', 'name'],
  ['tensor', (w) => `model m {\n  input ${w} : float32[batch, 3] from x\n}`, 'Input', 'name'],
  ['step', (w) => `pipeline p {\n  step ${w} = read swipes\n}`, 'Step', 'name'],
  ['property value', (w) => `service s { state: ${w} }`, 'NameRef', 'name'],
  ['operand', (w) => `service s { a = 1 + ${w} * 2 }`, 'NameRef', 'name'],
  ['object of an action', (w) => `pipeline p { step a = read ${w} }`, 'NameRef', 'name'],
  ['value of a clause', (w) => `pipeline p { step a = join b with ${w} }`, 'NameRef', 'name'],
  ['member', (w) => `service s { a: b.${w} }`, 'Member', 'member'],
  ['version', (w) => `service s { a: b@${w} }`, 'Version', 'version'],
  ['list', (w) => `service s { uses [a, ${w}] }`, 'NameRef', 'name'],
  ['argument', (w) => `service s { a: f(${w}, 1) }`, 'NameRef', 'name'],
  ['named argument', (w) => `service s { a: f(${w}: 1) }`, 'Argument', 'name'],
  ['struct field', (w) => `columns { a : struct[${w}: string] }`, 'Argument', 'name'],
  ['bare condition', (w) => `service s { objective { ${w} < 20ms } }`, 'NameRef', 'name'],
  ['import', (w) => `import a.b.{ x, ${w} }`, 'ImportedName', 'name'],
  ['alias', (w) => `import a.b.{ x as ${w} }`, 'ImportedName', 'alias'],
];

describe('every word but the nine reserved ones is a name', () => {
  test('there are enough words to try', () => {
    expect(WORDS.length).toBeGreaterThanOrEqual(95);
  });

  test.each(POSITIONS)('as %s', (_position, text, type, property) => {
    const wrong = WORDS.filter((word) => !holdsName(text(word), word, type, property));
    expect(wrong).toEqual([]);
  });

  test.each(POSITIONS)('in backticks even a reserved one, as %s', (_position, text, type, property) => {
    const wrong = [...RESERVED_WORDS, 'with space', 'kebab-case'].filter(
      (word) => !holdsName(text(`\`${word}\``), word, type, property),
    );
    expect(wrong).toEqual([]);
  });

  test.each([...RESERVED_WORDS])('%s is not a name', (word) => {
    expect(parseFile(`model ${word} { a: 1 }`).problems).not.toEqual([]);
  });
});

function holdsName(text: string, word: string, type: string, property: string): boolean {
  const { file, problems } = parseFile(text);
  const nodes = AstUtils.streamAllContents(file);
  return (
    problems.length === 0 &&
    nodes.some(
      (node) => node.$type === type && (node as unknown as Record<string, unknown>)[property] === word,
    )
  );
}
