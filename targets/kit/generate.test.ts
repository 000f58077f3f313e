import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generate } from './generate.ts';
import type { OutputFile, Target, TargetResult } from './target.ts';
import { channel, deployment, manifest, NO_FACTS, originAt, systemOf } from './testing/samples.ts';
import { TextBuilder } from './text.ts';
import { causesOf, linesOf, printTrace } from './trace.ts';
import { parseTraceFile, printTraceFile } from './trace-file.ts';

const oncall = channel('oncall', 3);
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const file = (path: string): OutputFile => ({ path, text: new TextBuilder().line('x', oncall).build() });
const target = (id: string, transform: () => TargetResult, folder = id): Target => ({
  manifest: manifest(id, { channel: { carries: 'full' } }, { folder }),
  transform,
});
const emits = (id: string, ...paths: string[]): Target =>
  target(id, () => ({ files: paths.map(file), diagnostics: [] }));

const run = (targets: readonly Target[], emit = targets.map((one) => one.manifest.id)) => {
  const prod = deployment([oncall], emit);
  return generate({
    system: systemOf(oncall, prod),
    targets,
    deployments: [{ deployment: prod }],
    facts: NO_FACTS,
    hash,
  });
};

describe('generate', () => {
  it('sorts files and counts their lines', () => {
    const result = run([emits('a', 'z.txt', 'b/c.txt', 'b.txt')]);
    expect(result.diagnostics).toEqual([]);
    expect(result.targets[0]!.files.map((one) => one.path)).toEqual(['b.txt', 'b/c.txt', 'z.txt']);
    expect(result.targets[0]!.trace.files[0]).toMatchObject({ path: 'a/b.txt', sha256: hash('x\n') });
  });

  it('reports a throw once, under the name of the target, and goes on with the others', () => {
    const broken = target('broken', () => {
      throw new Error('no luck');
    });
    const result = run([broken, emits('fine', 'a.txt')]);
    expect(result.diagnostics).toMatchObject([
      { code: 'TN9000', message: 'BROKEN failed for prod: no luck' },
    ]);
    expect(result.targets.map(({ id, failed, files }) => [id, failed, files.length])).toEqual([
      ['broken', true, 0],
      ['fine', false, 1],
    ]);
  });

  it('emits nothing for a target that reports an error', () => {
    const error = {
      code: 'TN1',
      severity: 'error',
      message: 'no',
      file: 'main.tenon',
      range: oncall.origin.range,
    } as const;
    const [result] = run([target('a', () => ({ files: [file('a.txt')], diagnostics: [error] }))]).targets;
    expect(result).toMatchObject({ failed: true, files: [], trace: { files: [] } });
  });

  it('names targets that do not exist', () => {
    const result = run([emits('a', 'a.txt')], ['b', 'a']);
    expect(result.diagnostics).toMatchObject([{ code: 'TN9006', help: 'Targets are a.' }]);
    expect(result.targets.map((one) => one.id)).toEqual(['a']);
  });

  it.each([
    '', '/etc/passwd', '../up', 'a/../b', 'a/./b', 'C:/x', 'C:x', 'a\\b', 'a//b', 'a/', 'nul', 'a/COM1.txt', 'a?', 'a:b',
    'dot.', 'blank ', 'a\nb', '\u0000', `${'ä'.repeat(128)}`, 'cafe\u0301',
  ])('refuses the path %j', (path) => {
    const result = run([emits('a', path)]);
    expect(result.diagnostics).toMatchObject([{ code: 'TN9005', range: oncall.origin.range }]);
    expect(result.targets[0]!.files).toEqual([]);
  }); // prettier-ignore

  it.each([[['a.txt', 'a.txt']], [['A.txt', 'a.txt']], [['a', 'a/b']], [['straße', 'STRASSE']]])(
    'refuses the paths %j in one folder',
    (paths) => {
      expect(run([emits('a', ...paths)]).diagnostics.map((one) => one.code)).toEqual(['TN9005']);
    },
  );

  it('refuses targets that write over each other, and only these', () => {
    const result = run([
      target('a', () => ({ files: [file('x')], diagnostics: [] }), 'same'),
      target('b', () => ({ files: [file('X')], diagnostics: [] }), 'same'),
      emits('c', 'x'),
    ]);
    expect(result.targets.map((one) => one.failed)).toEqual([true, true, false]);
  });

  it('lets cancelling through', () => {
    const controller = new AbortController();
    const aborting = target('a', () => {
      controller.abort();
      throw new Error('swallowed');
    });
    const prod = deployment([oncall], ['a']);
    expect(() =>
      generate({
        system: systemOf(oncall, prod),
        targets: [aborting],
        deployments: [{ deployment: prod }],
        facts: NO_FACTS,
        hash,
        signal: controller.signal,
      }),
    ).toThrow('aborted');
  });
});

describe('the trace', () => {
  const inner = originAt(7, 'shop.main.lake', { property: 'versioning' });
  const text = new TextBuilder()
    .line('# head')
    .line('one', oncall)
    .line('two', inner)
    .line('three', { derived: 'a bucket needs a key', from: [inner, oncall] })
    .line('four', oncall)
    .build();
  const prod = deployment([oncall], ['a']);
  const [result] = generate({
    system: systemOf(oncall, prod),
    targets: [
      target('a', () => ({
        files: [
          { path: 'm.tf', text },
          { path: 'm.onnx', copyOf: 'models/m.onnx', cause: inner },
        ],
        diagnostics: [],
      })),
    ],
    deployments: [{ deployment: prod }],
    facts: NO_FACTS,
    hash,
  }).targets;
  const { trace } = result!;

  it('answers for a line', () => {
    expect(causesOf(trace, 'a/m.tf', 1)).toEqual({ kind: 'boilerplate' });
    expect(causesOf(trace, 'a/m.tf', 3)).toEqual({ kind: 'caused', origins: [inner] });
    expect(causesOf(trace, 'a/m.tf', 4)).toEqual({
      kind: 'caused',
      origins: [oncall.origin, inner],
      derived: 'a bucket needs a key',
    });
    expect(causesOf(trace, 'a/m.tf', 6)).toBeUndefined();
    expect(causesOf(trace, 'a/none', 1)).toBeUndefined();
  });

  it('answers for an element, with what lies in it', () => {
    expect(linesOf(trace, 'shop.oncall')).toEqual([{ path: 'a/m.tf', ranges: [[2, 2], [4, 5]] }]); // prettier-ignore
    expect(linesOf(trace, 'shop.main').map((lines) => lines.path)).toEqual(['a/m.onnx', 'a/m.tf']);
    expect(linesOf(trace, 'shop.mai')).toEqual([]);
  });

  it('survives as a file', () => {
    const printed = printTraceFile(trace);
    expect(parseTraceFile(printed)).toEqual({ trace });
    expect(parseTraceFile('{')).toHaveProperty('problem');
    expect(parseTraceFile('{"version":1}')).toHaveProperty('problem');
    expect(parseTraceFile('null')).toHaveProperty('problem');
    expect(parseTraceFile(printTraceFile({ target: 'a', files: [] }))).toEqual({
      trace: { target: 'a', files: [] },
    });
  });

  it('can be read by a person', () => {
    expect(printTrace(trace)).toMatchInlineSnapshot(`
      "a/m.onnx (copy of models/m.onnx)
        1         shop.main.lake:versioning (main.tenon:8)

      a/m.tf
        1         boilerplate
        2         shop.oncall (main.tenon:4)
        3         shop.main.lake:versioning (main.tenon:8)
        4         shop.oncall (main.tenon:4), shop.main.lake:versioning (main.tenon:8) because a bucket needs a key
        5         shop.oncall (main.tenon:4)
      "
    `);
  });
});
