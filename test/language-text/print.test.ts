import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression, File } from '../../language/generated/ast.ts';
import { formatText, parseFile, Project } from '../../language/index.ts';
import { DEFAULT_SETTINGS } from '../../language/project/settings.ts';
import { printExpression } from '../../language/text/print-expression.ts';
import { printFile } from '../../language/text/print-file.ts';
import { SAMPLES } from './samples.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);

/** The model files of each example project. */
const projects = readdirSync(EXAMPLES).map((project) => {
  const folder = new URL(`${project}/`, EXAMPLES);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\w\.tenon$/u.test(path))
    .map((path) => ({ name: `${project}/${path}`, path, text: readFileSync(new URL(path, folder), 'utf8') }));
  return { project, files };
});
const files = [...projects.flatMap((each) => each.files), ...SAMPLES];

const printed = (text: string): string => printFile(parseFile(text).file);

/** A tree as data, without its text and its links to the nodes around. */
const shapeOf = (node: unknown): unknown =>
  JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      key.startsWith('$') && key !== '$type' ? undefined : value,
    ),
  );

/** What is resolved, without where and how it is written. */
function modelOf(texts: readonly { readonly path: string; readonly text: string }[]): unknown[] {
  const project = new Project();
  project.settings = DEFAULT_SETTINGS;
  for (const { path, text } of texts) project.setFile(path, text);
  return [undefined, ...project.environments().map((each) => each.qualifiedName)].map((environment) => {
    const resolution = project.resolve(environment);
    if (!('system' in resolution)) return resolution;
    const { elements, unread } = resolution.system;
    const words = unread.map(({ word, kind, origin }) => `${kind} ${origin.element}: ${word}`);
    return [withoutOrigins(elements), words.sort()];
  });
}

/** The text of an expression is shown to people only; what it means is in its tree. */
function withoutOrigins(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOrigins);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key]) => !/origin$/iu.test(key) && !(key === 'text' && 'root' in value),
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutOrigins(each)]));
}

describe('printed files', () => {
  it.each(files)('$name is the same tree when it is parsed again', ({ text }) => {
    const { file, problems } = parseFile(printed(text));
    expect(problems).toEqual([]);
    expect(shapeOf(file)).toEqual(shapeOf(parseFile(text).file));
  });

  it.each(files)('$name is printed in one form only, which is formatted', ({ text }) => {
    const once = printed(text);
    expect(printed(once)).toBe(once);
    expect(formatText(once)).toBe(once);
  });

  it.each(files)('$name keeps its comments', ({ text }) => {
    const commentsIn = (each: string): string[] => (each.match(/(?<![:"\w])\/\/.*$/gmu) ?? []).sort();
    expect(commentsIn(printed(text))).toEqual(commentsIn(text));
  });

  it.each(projects)('$project resolves to the same model', ({ files }) => {
    const again = files.map(({ path, text }) => ({ path, text: printed(text) }));
    expect(modelOf(again)).toEqual(modelOf(files));
  });
});

describe('printing', () => {
  it('writes names that are no words of their own in backticks', () => {
    const text = 'source `if` { schema { `a b` : string, `then` : int64, from : string, on : bool } }\n';
    expect(printed(text)).toBe(text);
  });

  it('moves comments out of statements', () => {
    expect(printed('entity card { // the key\n  key: card_id } // behind\n// at the end')).toBe(
      'entity card {\n  // the key\n  key: card_id\n}  // behind\n\n// at the end\n',
    );
  });

  it('spreads what is too long for a line', () => {
    const columns = Array.from({ length: 12 }, (_, index) => `a_long_column_${index}`);
    const text = printed(`entity wide { key: [${columns.join(', ')}] }`);
    expect(text).toContain('key: [\n    a_long_column_0,\n');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(110);
  });

  it('needs no parsed text', () => {
    const { file } = parseFile('/// What is sold.\nsource sales { location: "a \\"b\\"", lateness: 3d }');
    const bare = shapeOf(file) as File;
    expect(printFile(bare)).toBe('source sales { location: "a \\"b\\"", lateness: 3d }\n');
    const comments = { before: () => ['/// Sold.'], after: () => undefined, atEnd: () => [] };
    expect(printFile(shapeOf(parseFile('entity a { key: b }').file) as File, { comments })).toContain(
      '/// Sold.\nentity a {\n  /// Sold.\n  key: b\n}',
    );
  });

  it('sets the brackets that any expression needs', () => {
    fc.assert(
      fc.property(EXPRESSIONS.expression, (tree) => {
        const { file, problems } = parseFile(`let x = ${printExpression(tree as Expression)}`);
        expect(problems).toEqual([]);
        expect(shapeOf((file.statements[0] as unknown as { value: Expression }).value)).toEqual(tree);
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});

const NAMES = fc.constantFrom('a', 'from', 'step', 'in', 'if', 'each', 'times', 'größe', 'a b');
const OPERATORS = ['*', '/', '+', '-', '..', '==', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or'];

/** Trees as the parser makes them; a version stands behind a name, and a minus before what has no sign. */
const EXPRESSIONS = fc.letrec<{ leaf: object; expression: object }>((tie) => ({
  leaf: fc.oneof(
    NAMES.map((name) => ({ $type: 'NameRef', name })),
    fc.nat(1000).map((value) => ({ $type: 'NumberLiteral', value })),
    fc.constantFrom('20ms', '80%', '3 times').map((text) => ({ $type: 'QuantityLiteral', text })),
    fc.string().map((value) => ({ $type: 'StringLiteral', value })),
    fc.boolean().map((value) => ({ $type: 'BooleanLiteral', value })),
  ),
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(tie('expression'), fc.constantFrom(...OPERATORS), tie('expression'))
      .map(([left, operator, right]) => ({ $type: 'Binary', left, operator, right })),
    fc
      .tuple(fc.constantFrom('not', '-'), tie('expression'))
      .map(([operator, operand]) => ({ $type: 'Unary', operator, operand })),
    fc
      .tuple(tie('expression'), tie('expression'), fc.option(tie('expression'), { nil: undefined }))
      .map(([condition, positive, negative]) => ({
        $type: 'Conditional',
        condition,
        positive,
        ...(negative && { negative }),
      })),
    fc.tuple(tie('expression'), NAMES).map(([receiver, member]) => ({ $type: 'Member', receiver, member })),
    fc
      .tuple(
        tie('expression'),
        fc.array(fc.tuple(fc.option(NAMES, { nil: undefined }), tie('expression')), { maxLength: 3 }),
      )
      .map(([callee, given]) => ({
        $type: 'Call',
        callee,
        arguments: given.map(([name, value]) => ({
          $type: 'Argument',
          ...(name === undefined ? {} : { name }),
          value,
        })),
      })),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => ({ $type: 'List', items })),
    tie('expression').map((operand) => ({ $type: 'Optional', operand })),
  ),
}));
