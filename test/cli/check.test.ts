import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { addFiles, folderWith, repository, SHOP, shopProject, tenon } from './run-tenon.ts';

const BROKEN = SHOP.replace('sum(amount)', 'sum(amuont)');

describe('tenon check', () => {
  test('a clean project ends with 0 and one line', async () => {
    const folder = shopProject();
    const run = await tenon(['check'], { cwd: folder });
    expect(run).toEqual({ code: 0, stdout: 'No problems in 2 files (dev).\n', stderr: '' });
  });

  test('a finding is shown with its line, a mark under the words, and what to do', async () => {
    const folder = folderWith({ 'models/shop.tenon': BROKEN });
    const run = await tenon(['check', 'models'], { cwd: folder });
    expect(run.code).toBe(1);
    const line = BROKEN.split('\n').findIndex((text) => text.includes('amuont')) + 1;
    expect(run.stdout).toContain(`--> models/shop.tenon:${line}:29`);
    expect(run.stdout).toContain(`${line} |   amount_7d : float64 = sum(amuont) over 7d`);
    expect(run.stdout).toMatch(/\| {29}\^{6}\n/);
    expect(run.stdout).toContain('1 error in 1 file (dev).');
  });

  test('a folder of several projects stands for all of them', async () => {
    const folder = folderWith({
      'shop one/tenon.json': '{ "language": 1 }',
      'shop one/models/shop.tenon': BROKEN,
      'other/deep/tenon.json': '{ "language": 1 }',
      'other/deep/shop.tenon': SHOP,
      'loose/x.tenon': 'package x\n',
      'node_modules/package/tenon.json': '{ "language": 1 }',
      'node_modules/package/bad.tenon': BROKEN,
    });
    const run = await tenon(['check', folder]);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain(`--> ${folder}/shop one/models/shop.tenon:`);
    expect(run.stdout).toContain('1 error in 3 files');
    const patch = await tenon(['check', folder, '--fix', '--dry-run']);
    expect(patch).toMatchObject({ code: 0, stdout: '' });
  });

  test('a file inside the project, from another folder, means the whole project', async () => {
    const folder = shopProject();
    const run = await tenon(['check', join(folder, 'release.tenon')]);
    expect(run.stdout).toBe('No problems in 2 files (dev).\n');
  });

  test('an error appears in another file than the one that was changed', async () => {
    const folder = shopProject();
    addFiles(folder, { 'shop.tenon': SHOP.replace('cloud main', 'cloud other') });
    const run = await tenon(['check'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('--> release.tenon:5:9');
  });

  test('what only some environments have is said once, with their names', async () => {
    const folder = shopProject();
    addFiles(folder, {
      'more.tenon':
        'package shop\n\nparam size : int\n\nenvironment prod { param size = 3 }\nenvironment test { param size = 4 }\n',
    });
    const run = await tenon(['check', '--format', 'json'], { cwd: folder });
    const { findings, environments } = JSON.parse(run.stdout) as {
      findings: { environments?: string[] }[];
      environments: string[];
    };
    expect(environments).toEqual(['dev', 'prod', 'test']);
    for (const { environments: own = ['all'] } of findings) expect(own).toEqual(['dev']);
    const one = await tenon(['check', '-e', 'prod'], { cwd: folder });
    expect(one.stdout).toContain('(prod)');
  });

  test('--max-warnings makes warnings count', async () => {
    const folder = shopProject();
    addFiles(folder, {
      'tenon.json': '{ "language": 1, "rules": { "TN1010": "warning" } }',
      'shop.tenon': BROKEN,
    });
    expect((await tenon(['check'], { cwd: folder })).code).toBe(0);
    expect((await tenon(['check', '--max-warnings', '0'], { cwd: folder })).code).toBe(1);
    expect((await tenon(['check', '--max-warnings', 'few'], { cwd: folder })).code).toBe(2);
  });

  test('--stats says how long each phase took', async () => {
    const run = await tenon(['check', '--stats'], { cwd: shopProject() });
    expect(run.stdout).toMatch(/read files +[\d.]+ ms\n +check dev +[\d.]+ ms\n/);
  });

  test('an unknown environment is a wrong command line, with a suggestion', async () => {
    const run = await tenon(['check', '-e', 'devv'], { cwd: shopProject() });
    expect(run).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: There is no environment devv.\n  Did you mean dev?\n',
    });
  });
});

describe('reports for machines', () => {
  const folder = (): string =>
    folderWith({ 'tenon.json': '{ "language": 1 }', 'a, b: 100%/shop.tenon': BROKEN });

  test('json holds places from 1 and paths from the working directory', async () => {
    const run = await tenon(['check', '--format', 'json'], { cwd: folder() });
    expect(run.code).toBe(1);
    const report = JSON.parse(run.stdout) as { summary: object; findings: { file: string; code: string }[] };
    expect(report.summary).toEqual({ errors: 1, warnings: 0, notes: 0 });
    expect(report.findings[0]).toMatchObject({
      file: 'a, b: 100%/shop.tenon',
      start: { line: 19, column: 29 },
      end: { line: 19, column: 35 },
    });
  });

  test('sarif is valid by its schema', async () => {
    const run = await tenon(['check', '--format', 'sarif'], { cwd: folder() });
    const log = JSON.parse(run.stdout) as { runs: { results: { locations: object[] }[] }[] };
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0]!.results[0]!.locations[0]).toMatchObject({
      physicalLocation: {
        artifactLocation: { uri: 'a%2C%20b%3A%20100%25/shop.tenon' },
        region: { startLine: 19, startColumn: 29 },
      },
    });
    expect(sarifProblems({ ...log, version: '2.0.0' })).not.toEqual([]);
  });

  test('github annotations are escaped', async () => {
    const run = await tenon(['check', '--format', 'github'], { cwd: folder() });
    expect(run.stdout).toMatch(
      /^::error file=a%2C b%3A 100%25\/shop\.tenon,line=19,col=29,endLine=19,endColumn=35,title=TN\d+::/,
    );
    expect(run.stdout.trim().split('\n')).toHaveLength(1);
  });

  test('junit counts a failed case for each error', async () => {
    const run = await tenon(['check', '--format', 'junit'], { cwd: folder() });
    expect(run.stdout).toContain('<testsuites name="tenon check" tests="1" failures="1" errors="0">');
    expect(run.stdout).toContain(
      '<testsuite name="a, b: 100%/shop.tenon" tests="1" failures="1" errors="0">',
    );
  });
});

/** The schema is the one of the npm package @microsoft/jest-sarif 1.0.0-beta.0 (MIT). */
function sarifProblems(log: unknown): readonly unknown[] {
  const path = join(repository, 'test/fixtures/sarif-2.1.0-rtm.5.json');
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('uri-reference', (text) => URL.canParse(text, 'file:///project/'));
  ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)));
  const validate = ajv.compile(schema);
  validate(log);
  return validate.errors ?? [];
}
