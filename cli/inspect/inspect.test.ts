import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { concat, header, message } from '../../bench/fixtures/protobuf-writer.ts';
import schema from '../../docs/inspect.schema.json' with { type: 'json' };
import { folderWith, repository, tenon } from '../../test/cli/run-tenon.ts';
import { transformerBlock } from '../../test/models/made-models.ts';
import { inspectFile } from './inspect-file.ts';
import type { Inspection } from './inspection.ts';

const fixture = (name: string): Uint8Array => readFileSync(join(repository, 'bench/fixtures', name));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

const project = (): string =>
  folderWith({
    'tenon.json': '{ "language": 1 }',
    'net.tenon':
      'package nets\r\n\r\nmodel reader {\r\n  artifact: onnx("模型/token net.onnx")\r\n  input  ids : int64[batch, sequence]\r\n  output result : float32[batch, 4]\r\n}\r\n',
    '模型/token net.onnx': fixture('tokens.onnx'),
  });

const request = { file: 'x.onnx', batch: 1, dimensions: {} };
const inspect = (path: string) => inspectFile(path, request, new AbortController().signal);

async function inspectFixture(name: string): Promise<Inspection> {
  const read = await inspect(join(repository, `bench/fixtures/${name}.onnx`));
  if ('problem' in read) throw new Error(read.problem.message);
  // As programs get it.
  return JSON.parse(JSON.stringify(read.inspection)) as Inspection;
}

describe('tenon inspect', () => {
  test('prints a page with every part', async () => {
    const folder = folderWith({ 'block.onnx': transformerBlock({ width: 48, quantised: true }) });
    const run = await tenon(['inspect', 'block.onnx', '--batch', '2', '--size', 'sequence=16'], {
      cwd: folder,
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(
      /^block\.onnx {2}[\d.]+ KiB, graph transformer-int8, IR version 8, ai\.onnx 17$/m,
    );
    expect(run.stdout).toMatch(/^ {2}ids +: int64\[batch, sequence\] {2}a row of the 1000 of table_/m);
    expect(run.stdout).toContain('Batch  "batch", the first axis of ids, mask');
    expect(run.stdout).toMatch(/^ {2}int8 +27 KiB$/m);
    expect(run.stdout).toMatch(/^ +6 {2}MatMulInteger$/m);
    expect(run.stdout).toMatch(/^Arithmetic {2}about [\d.]+ MFLOP a run \(static estimate/m);
    expect(run.stdout).not.toContain('assumed');
    expect(run.stdout).toMatch(
      /^ {2}coreml +\d+ of \d+ nodes; not listed: .*DynamicQuantizeLinear.*\n {10}listed in coreml_supported\S+ in .* 1\.31\.1; .* \(taken 2026-\d\d-\d\d\)$/m,
    );
    expect(run.stdout).toMatch(
      /^ {10}listed in js\/web\/docs\/webgpu-operators\.md .*without a date.*\(taken 2026-/m,
    );
    const open = await tenon(['inspect', 'block.onnx'], { cwd: folder });
    expect(open.stdout).toContain('assumed: sequence; give them with --size sequence=…');
  });

  test('prints JSON of every kind of file as its schema says', async () => {
    const names = [
      'mlp',
      'tokens',
      'half',
      'shapes',
      'external',
      'endless',
      'unknown-operator',
      'future-opset',
    ];
    for (const name of names) {
      const inspection = await inspectFixture(name);
      expect(validate(inspection), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
    const run = await tenon(['inspect', 'bench/fixtures/mlp.onnx', '--format', 'json']);
    expect(JSON.parse(run.stdout)).toEqual({
      ...(await inspectFixture('mlp')),
      file: 'bench/fixtures/mlp.onnx',
    });
    const external = await inspectFixture('external');
    expect(external.externalFiles).toEqual([{ location: 'external.bin', tensors: 1, bytes: 128 }]);
    expect((await inspectFixture('shapes')).flops).toBeNull();
    const trees = await inspect(join(repository, 'examples/flights/models/late_net.onnx'));
    if ('problem' in trees) throw new Error(trees.problem.message);
    expect(trees.inspection.attributeFloats['ai.onnx.ml.TreeEnsembleClassifier']).toBeGreaterThan(500);
    const { providers } = await inspectFixture('unknown-operator');
    for (const { missing, source, taken } of providers) {
      expect(taken).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(missing.length).toBeGreaterThan(0);
      expect(source).not.toBe('');
    }
  });

  test('takes the name of a model of the project, from inside and with its folder', async () => {
    const folder = project();
    const inside = await tenon(['inspect', 'reader'], { cwd: folder });
    expect(inside.stdout).toMatch(/^模型\/token net\.onnx /);
    const outside = await tenon(['inspect', folder, '--model', 'nets.reader']);
    expect(outside.stdout).toContain('a row of the 16 of table');
    const wrong = await tenon(['inspect', 'raeder'], { cwd: folder });
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('There is no model raeder.');
    expect(wrong.stderr).toContain('Did you mean reader?');
    expect((await tenon(['inspect'], { cwd: folder })).code).toBe(2);
    expect((await tenon(['inspect', 'reader', '--size', 'sequence'], { cwd: folder })).code).toBe(2);
  });

  test('bad files are one sentence and what to do', async () => {
    const whole = fixture('mlp.onnx');
    const folder = folderWith({
      'empty.onnx': '',
      'pointer.onnx': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n',
      'cut.onnx': whole.subarray(0, whole.length - 1),
      'long.onnx': message([1, 9], [7, header(5, 2 ** 50)], [8, message([2, 17])]),
      'deep.onnx': concat([message([1, 9]), nested(200), message([8, message([2, 17])])]),
      'weights.onnx': fixture('external.onnx'),
      'page.onnx': '<!DOCTYPE html><html></html>',
    });
    mkdirSync(join(folder, 'folder.onnx'));
    const expected: readonly (readonly [string, RegExp])[] = [
      ['nothing.onnx', /There is no such file/],
      ['folder.onnx', /a folder or a device, not a file/],
      ['empty.onnx', /is empty/],
      ['pointer.onnx', /Git LFS pointer[^]*git lfs pull/],
      ['cut.onnx', /cut off after \d+ bytes/],
      ['long.onnx', /runs past the end/],
      ['deep.onnx', /nested deeper than 64/],
      ['weights.onnx', /"external\.bin" is missing/],
      ['page.onnx', /HTML or XML page/],
    ];
    for (const [name, words] of expected) {
      const read = await inspect(join(folder, name));
      if (!('problem' in read)) throw new Error(`${name} is taken for a model.`);
      expect(`${read.problem.message} ${read.problem.hint}`, name).toMatch(words);
    }
    const run = await tenon(['inspect', 'cut.onnx'], { cwd: folder });
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toMatch(
      /^error: cut\.onnx: The file is cut off after \d+ bytes\.\n {2}Copy or download/,
    );
    writeFileSync(join(folder, 'external.bin'), new Uint8Array(192));
    truncateSync(join(folder, 'external.bin'), 100);
    expect(await inspect(join(folder, 'weights.onnx'))).toMatchObject({
      problem: {
        message: expect.stringContaining(
          'has 100 bytes, but tensor "w" needs 128 bytes from 64 on',
        ) as string,
      },
    });
  });
});

/** A body in a body in a body. */
function nested(depth: number): Uint8Array {
  let body = message([2, 'body']);
  for (let level = 0; level < depth; level++) {
    body = message([1, message([4, 'If'], [5, message([1, 'then_branch'], [6, body])])]);
  }
  return message([7, body]);
}
