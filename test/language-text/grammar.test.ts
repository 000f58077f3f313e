import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type AstNode,
} from 'langium';
import { describe, expect, test } from 'vitest';
import { TenonGeneratedModule, TenonGeneratedSharedModule } from '../../language/generated/module.ts';
import { CLAUSE_WORDS, NOUNS } from '../../language/generated/words.ts';
import {
  documentationOf,
  parseFile,
  rangeOf,
  TenonParserModule,
  textOf,
} from '../../language/parser/index.ts';
import { StatementLookahead } from '../../language/parser/recovery.ts';
import { isDeclaration, isEntry, type Binary } from '../../language/generated/ast.ts';
import { SAMPLES } from './samples.ts';

describe('the grammar', () => {
  test('what is generated from it is current', () => {
    const tool = fileURLToPath(new URL('../../tools/generate-grammar.mjs', import.meta.url));
    const run = spawnSync(process.execPath, [tool, '--check'], { encoding: 'utf8' });
    expect(`${run.stdout}${run.stderr}`).toContain('is current');
    expect(run.status).toBe(0);
  }, 30_000);

  test('is decided by one token everywhere', () => {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), TenonGeneratedSharedModule);
    const services = inject(createDefaultCoreModule({ shared }), TenonGeneratedModule, TenonParserModule, {
      LanguageMetaData: () => ({
        languageId: 'tenon',
        fileExtensions: ['.tenon'],
        caseInsensitive: false,
        mode: 'development' as const,
      }),
      parser: {
        ParserConfig: () => ({
          recoveryEnabled: true,
          maxLookahead: 1,
          lookaheadStrategy: new StatementLookahead(),
          skipValidations: false,
        }),
      },
    });
    expect(services.parser.LangiumParser.definitionErrors).toEqual([]);
  });

  test.each(SAMPLES)('$name has no problems', ({ text }) => {
    expect(parseFile(text).problems).toEqual([]);
  });

  test('nouns and clause words are disjoint', () => {
    expect([...NOUNS.keys()].filter((word) => CLAUSE_WORDS.has(word))).toEqual([]);
  });

  test.each([...NOUNS])('%s opens a declaration', (noun, type) => {
    for (const text of [`${noun} x { a: 1 }`, `${noun} { a: 1 }`, `${noun} x`, `${noun}`]) {
      const [statement] = parseFile(text).file.statements;
      expect(statement).toMatchObject({ $type: type, noun });
    }
  });
});

const plain = (node: AstNode): unknown =>
  JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      (key.startsWith('$') && key !== '$type') || (Array.isArray(value) && value.length === 0)
        ? undefined
        : value,
    ),
  );
const first = (text: string): unknown => plain(parseFile(text).file.statements[0]!);
/** An expression as brackets, to see what binds to what. */
function grouped(node: AstNode | undefined): string {
  const parts = node as unknown as Record<string, AstNode & string>;
  switch (node?.$type) {
    case 'Binary':
      return `(${grouped(parts['left'])} ${parts['operator']} ${grouped(parts['right'])})`;
    case 'Unary':
      return `(${parts['operator']} ${grouped(parts['operand'])})`;
    case 'Conditional':
      return `(if ${grouped(parts['condition'])} then ${grouped(parts['positive'])} else ${grouped(parts['negative'])})`;
    default:
      return node ? textOf(node) : '';
  }
}
const formula = (text: string): AstNode | undefined =>
  parseFile(`x = ${text}`).file.statements.filter(isEntry)[0]?.formula;

describe('expressions', () => {
  test.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['a - b - c', '((a - b) - c)'],
    ['a in 1..n + 2', '(a in (1 .. (n + 2)))'],
    ['a < b and c or not d in e', '(((a < b) and c) or (not (d in e)))'],
    ['-a.b * c', '((- a.b) * c)'],
    ['if a > 1 then b + 1 else c + 2', '(if (a > 1) then (b + 1) else (c + 2))'],
    ['(a + b) * c', '((a + b) * c)'],
    ['500 / s', '(500 / s)'],
    ['1e-3..1e-2', '(1e-3 .. 1e-2)'],
  ])('%s', (text, expected) => {
    expect(grouped(formula(text))).toBe(expected);
  });

  test.each([
    ['500/s', { $type: 'QuantityLiteral', text: '500/s' }],
    ['99.9%', { $type: 'QuantityLiteral', text: '99.9%' }],
    ['2.10USD/h', { $type: 'QuantityLiteral', text: '2.10USD/h' }],
    ['3 times', { $type: 'QuantityLiteral', text: '3 times' }],
    ['50_000', { $type: 'NumberLiteral', value: 50_000 }],
    ['3e-4', { $type: 'NumberLiteral', value: 3e-4 }],
    ['"a\\n\\"b\\" ${c}"', { $type: 'StringLiteral', value: 'a\n"b" ${c}' }],
    ['"""\n    a\n      b\n    """', { $type: 'StringLiteral', value: 'a\n  b\n' }],
    ['false', { $type: 'BooleanLiteral', value: false }],
    ['null', { $type: 'NullLiteral', value: 'null' }],
    ['m@1.10', { $type: 'Version', receiver: { $type: 'NameRef', name: 'm' }, version: '1.10' }],
    ['m@"1.2.0"', { $type: 'Version', receiver: { $type: 'NameRef', name: 'm' }, version: '1.2.0' }],
    ['string?', { $type: 'Optional', operand: { $type: 'NameRef', name: 'string' } }],
    [
      '[1, 2]',
      {
        $type: 'List',
        items: [
          { $type: 'NumberLiteral', value: 1 },
          { $type: 'NumberLiteral', value: 2 },
        ],
      },
    ],
  ])('%s', (text, expected) => {
    expect(plain(formula(text)!)).toEqual(expected);
  });

  test('every part knows where it is', () => {
    const sum = formula('aa + (bb + cc) < dd') as Binary;
    expect([textOf(sum), textOf(sum.left), textOf(sum.right)]).toEqual([
      'aa + (bb + cc) < dd',
      'aa + (bb + cc)',
      'dd',
    ]);
    expect(rangeOf(sum.left)).toEqual({ start: { line: 0, character: 4 }, end: { line: 0, character: 18 } });
  });
});

describe('statements', () => {
  test('an entry with type, flags, formula, clauses and body', () => {
    expect(first('x : float32 key pii = avg(a) over 7d { mask: hash }')).toMatchObject({
      $type: 'Entry',
      name: 'x',
      value: { name: 'float32' },
      flags: ['key', 'pii'],
      formula: { $type: 'Call' },
      clauses: [{ word: 'over', value: { text: '7d' } }],
      body: { statements: [{ name: 'mask' }] },
    });
  });

  test('a step with actions one after the other', () => {
    expect(first('step a = train b on c.d with { e: 1 } then alert f severity critical')).toMatchObject({
      $type: 'Step',
      name: 'a',
      action: {
        verb: 'train',
        object: { name: 'b' },
        clauses: [{ word: 'on' }, { word: 'with', body: { statements: [{ name: 'e' }] } }],
        next: { verb: 'alert', clauses: [{ word: 'severity' }] },
      },
    });
  });

  test('a share with a flag', () => {
    expect(first('a@8: 5% canary')).toMatchObject({
      $type: 'Condition',
      expression: { $type: 'Version' },
      share: { text: '5%' },
      flags: ['canary'],
    });
  });

  test('a clause with a word that could be a name', () => {
    expect(first('state on s3("x")')).toMatchObject({ $type: 'State', clauses: [{ word: 'on' }] });
    expect(first('split by user_id { a: 1 }')).toMatchObject({
      $type: 'Action',
      verb: 'split',
      clauses: [{ word: 'by' }],
    });
  });

  test('lines that continue', () => {
    expect(
      first('on failure retry 3 times\n  backoff exponential from 30s\n  to 10m\n  then alert x'),
    ).toMatchObject({
      action: {
        verb: 'retry',
        clauses: [{ word: 'backoff' }, { word: 'from' }, { word: 'to' }],
        next: { verb: 'alert' },
      },
    });
    expect(
      parseFile('service a {\n  b: 1\n  on failure alert x\n  to: 2\n  from : int\n}').file.statements[0],
    ).toMatchObject({
      body: { statements: [{ name: 'b' }, { event: 'failure' }, { name: 'to' }, { name: 'from' }] },
    });
  });

  test('documentation is the lines right above', () => {
    const { file } = parseFile(
      '/// Not this.\n\n/// One.\n///  Two.\nmodel a {\n  /// In here.\n  x: 1\n}\n',
    );
    const [model] = file.statements.filter(isDeclaration);
    expect(documentationOf(model!)).toBe('One.\n Two.');
    expect(documentationOf(model!.body!.statements[0]!)).toBe('In here.');
    expect(rangeOf(model!, 'name')).toEqual({
      start: { line: 4, character: 6 },
      end: { line: 4, character: 7 },
    });
  });
});

describe('messages say what is missing, and where', () => {
  test.each([
    ['x:', "Expected a value after ':'.", ':'],
    ['x = a +', "Expected a value after '+'.", '+'],
    ['x = f(a,', "'(' is not closed.", ','],
    ['step a =', "Expected what to do, such as 'train' or 'alert' after '='.", '='],
    ['train a on', "Expected a value after 'on'.", 'on'],
    ['a: 1 2', "'2' is not expected after '1'.", '2'],
    ['a: b c.d', "'.' is not expected after 'c'.", '.'],
    ['on failure', "Expected what to do after 'failure'.", 'failure'],
    ['for each x', "Expected 'in' after 'x'.", 'x'],
    [') a', "')' closes nothing.", ')'],
    ['= 1', "A statement cannot begin with '='.", '='],
    ['retry 3 times then', "Expected what to do, such as 'train' or 'alert' after 'then'.", 'then'],
    ['import a.', "Expected a name after '.'.", '.'],
    ['model a { x: 1 } y', "'y' is not expected after '}'.", 'y'],
  ])('%s', (text, message, place) => {
    const { problems } = parseFile(text);
    expect(
      problems.map((problem) => [
        problem.message,
        text.slice(problem.offset, problem.offset + problem.length),
      ]),
    ).toEqual([[message, place]]);
  });
});
