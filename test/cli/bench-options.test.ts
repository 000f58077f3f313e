import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project } from './bench-project.ts';
import { folderWith, tenon } from './run-tenon.ts';

describe('the options of tenon bench', () => {
  test('each format has a short form', async () => {
    const folder = folderWith({ 'a.onnx': '' });
    const [json, markdown, junit] = await Promise.all(
      ['--json', '--markdown', '--junit'].map((flag) => tenon(['bench', 'a.onnx', flag], { cwd: folder })),
    );
    expect(JSON.parse(json!.stdout)).toMatchObject({ command: 'bench', models: [{ file: 'a.onnx' }] });
    expect(markdown!.stdout).toMatch(/^# Benchmark\n/);
    expect(junit!.stdout).toMatch(/^<\?xml[^]*<testsuite/);
    const twice = await tenon(['bench', 'a.onnx', '--json', '--format', 'json'], { cwd: folder });
    expect(twice.stdout).toBe(json!.stdout);
    const file = await tenon(['bench', 'a.onnx', '--junit', '--output', 'a.xml'], { cwd: folder });
    expect(file.stderr).toContain('model/');
    expect(readFileSync(join(folder, 'a.xml'), 'utf8')).toBe(junit!.stdout);
  });

  test.each([
    [['--json', '--junit'], '--json and --junit exclude each other'],
    [['--markdown', '--format', 'human'], '--format human and --markdown exclude each other'],
    [['--memory-limit', '8'], 'It must be a size, such as 500MiB or 8GiB.'],
    [['--memory-limit', '0GiB'], 'It must be a size, such as 500MiB or 8GiB.'],
    [['--rate', '9', '--scenario', 'batch'], 'A rate means nothing for the scenario batch.'],
    [['--compare', 'x', '--scenario', 'batch'], '--compare and --scenario exclude each other'],
    [['--compare', 'x', '--save-baseline'], 'A comparison has no figures that a baseline could keep.'],
    [['--output', 'x.xml'], 'A file needs a format.'],
    [['--rate', '-3'], 'It must be a number above 0.'],
    [['--scenario', 'chaos'], 'Allowed choices are'],
  ])('%j contradicts itself', async (args, message) => {
    const run = await tenon(['bench', ...args], { cwd: project() });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message);
  });

  test('a report that cannot be written is refused before anything is measured', async () => {
    const run = await tenon(
      ['bench', '--budget', 'quick', '--format', 'json', '--output', 'no/such/folder.json'],
      {
        cwd: project(),
      },
    );
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('folder.json cannot be written');
    expect(run.stderr).not.toContain('measuring');
  });

  test('an unknown model, and a wrong list of batches', async () => {
    const folder = project();
    expect(await tenon(['bench', '-m', 'nett'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: 'error: There is no model nett.\n  Did you mean net?\n',
    });
    expect((await tenon(['bench', '--batch', '1,x'], { cwd: folder })).code).toBe(2);
  });

  test('a search for a rate needs something to keep', async () => {
    const run = await tenon(['bench', '--scenario', 'server', '--budget', 'quick'], {
      cwd: project('availability >= 99%'),
    });
    expect(run.code).toBe(2);
    expect(run.stdout).toContain('Give --rate, or declare an objective');
  });
});
