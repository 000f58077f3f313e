import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addFiles, folderWith, SHOP, SHOP_DEPLOYMENT, shopProject, tenon } from './run-tenon.ts';

const BUCKETS = 'generated/terraform/buckets.tf';

/** The shop project with its files written. */
async function generated(): Promise<string> {
  const folder = shopProject();
  expect((await tenon(['generate'], { cwd: folder })).code).toBe(0);
  return folder;
}

/** All files below a folder, without Tenon's own. */
const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.tenon'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe('tenon generate', () => {
  test('says what it wrote; the second time there is nothing to do', async () => {
    const folder = shopProject();
    const first = await tenon(['generate'], { cwd: folder });
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/(^|\n)generated\n {2}terraform +\d+ files in \d+ ms\n/);
    expect(first.stdout).toContain('+ terraform/buckets.tf');
    expect(existsSync(join(folder, BUCKETS))).toBe(true);
    const second = await tenon(['generate'], { cwd: folder });
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/Nothing to do: \d+ unchanged/);
  });

  test('--dry-run prints a diff that git applies, and writes nothing', async () => {
    const folder = shopProject();
    const run = await tenon(['generate', '--dry-run'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(existsSync(join(folder, 'generated'))).toBe(false);
    mkdirSync(join(folder, 'applied'));
    execFileSync('git', ['apply', '-'], { cwd: join(folder, 'applied'), input: run.stdout });
    expect((await tenon(['generate'], { cwd: folder })).code).toBe(0);
    expect(filesOf(join(folder, 'applied'))).toEqual(filesOf(join(folder, 'generated')));
    expect(readFileSync(join(folder, 'applied/terraform/buckets.tf'))).toEqual(
      readFileSync(join(folder, BUCKETS)),
    );
  });

  test('--check fails after a hand edit and names the file', async () => {
    const folder = await generated();
    expect((await tenon(['generate', '--check'], { cwd: folder })).code).toBe(0);
    edit(folder, BUCKETS, (text) => `${text}# mine\n`);
    const run = await tenon(['generate', '--check'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('terraform/buckets.tf');
  });

  test('json tells the same', async () => {
    const run = await tenon(['generate', '--format', 'json'], { cwd: shopProject() });
    const report = JSON.parse(run.stdout) as {
      mode: string;
      targets: { id: string }[];
      files: { path: string; change: string }[];
    };
    expect(report.mode).toBe('written');
    expect(report.targets.map(({ id }) => id)).toEqual(['terraform']);
    expect(report.files).toContainEqual(
      expect.objectContaining({ path: 'terraform/buckets.tf', change: 'create' }),
    );
  });

  test('targets and environments that do not exist are a wrong command line', async () => {
    const folder = shopProject();
    const target = await tenon(['generate', '-t', 'teraform'], { cwd: folder });
    expect(target).toMatchObject({
      code: 2,
      stderr: 'error: There is no target teraform.\n  Did you mean terraform?\n',
    });
    const environment = await tenon(['generate', '-e', 'dve'], { cwd: folder });
    expect(environment).toMatchObject({
      code: 2,
      stderr: 'error: There is no environment dve.\n  Did you mean dev?\n',
    });
    expect((await tenon(['generate', '--check', '--dry-run'], { cwd: folder })).code).toBe(2);
    expect(existsSync(join(folder, 'generated'))).toBe(false);
  });

  test('a project without a deployment has nothing to generate', async () => {
    const run = await tenon(['generate'], { cwd: folderWith({ 'shop.tenon': SHOP }) });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('declares no deployment');
  });
});

describe('hand edits', () => {
  /** The model asks for another line than before, and a person has changed the file. */
  async function edited(change: (text: string) => string): Promise<string> {
    const folder = await generated();
    edit(folder, BUCKETS, change);
    edit(folder, 'shop.tenon', (text) =>
      text.replace('bucket lake { versioning: on', 'bucket lake { versioning: off'),
    );
    return folder;
  }
  const append = (text: string): string => `${text}# mine\n`;

  test('without a terminal nothing is written until somebody chooses', async () => {
    const folder = await edited(append);
    const run = await tenon(['generate'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(
      'terraform/buckets.tf was edited by hand and the model changed it too; they merge cleanly.',
    );
    expect(run.stderr).toContain('--on-edit');
    expect((await tenon(['generate'], { cwd: folder })).stderr).toBe(run.stderr);
  });

  test('merge keeps both', async () => {
    const folder = await edited(append);
    const before = readFileSync(join(folder, BUCKETS), 'utf8');
    const run = await tenon(['generate', '--on-edit', 'merge'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('merged with your edits');
    const text = readFileSync(join(folder, BUCKETS), 'utf8');
    expect(text).toMatch(/# mine\n$/);
    expect(text).not.toBe(before);
  });

  test('keep leaves the file, replace takes the model', async () => {
    const folder = await edited(append);
    expect((await tenon(['generate', '--on-edit', 'keep'], { cwd: folder })).code).toBe(0);
    expect(readFileSync(join(folder, BUCKETS), 'utf8')).toContain('# mine');
    expect((await tenon(['generate', '--on-edit', 'replace'], { cwd: folder })).code).toBe(0);
    expect(readFileSync(join(folder, BUCKETS), 'utf8')).not.toContain('# mine');
  });

  test('a file that Tenon has not written is never replaced in silence', async () => {
    const folder = shopProject();
    addFiles(folder, { [BUCKETS]: '# all mine\n' });
    const run = await tenon(['generate', '--on-edit', 'merge'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('was not written by Tenon');
    expect(readFileSync(join(folder, BUCKETS), 'utf8')).toBe('# all mine\n');
    expect(filesOf(join(folder, 'generated'))).toEqual(['terraform/buckets.tf']);
  });
});

describe('several deployments', () => {
  const RELEASES = `${SHOP_DEPLOYMENT}
environment prod {}

deployment shop_prod {
  environment: prod
  uses [main]
  emit [terraform]
}
`;
  const project = (): string =>
    folderWith({ 'tenon.json': '{ "language": 1 }', 'shop.tenon': SHOP, 'release.tenon': RELEASES });

  test('each has a folder of its own, and one that was not asked for is left alone', async () => {
    const folder = project();
    expect((await tenon(['generate'], { cwd: folder })).code).toBe(0);
    expect(readdirSync(join(folder, 'generated')).sort()).toEqual(['.tenon', 'shop_dev', 'shop_prod']);
    const all = filesOf(join(folder, 'generated'));
    const run = await tenon(['generate', '-e', 'prod', '--format', 'json'], { cwd: folder });
    const { targets, files } = JSON.parse(run.stdout) as {
      targets: { folder: string }[];
      files: { path: string; change: string }[];
    };
    expect(targets.map((target) => target.folder)).toEqual(['shop_prod/terraform']);
    expect(new Set(files.map(({ change }) => change))).toEqual(new Set(['unchanged']));
    expect(filesOf(join(folder, 'generated'))).toEqual(all);
  });

  test('a deployment that is gone takes its untouched files with it', async () => {
    const folder = project();
    await tenon(['generate'], { cwd: folder });
    addFiles(folder, { 'release.tenon': SHOP_DEPLOYMENT });
    const run = await tenon(['generate'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('- shop_prod/terraform/buckets.tf');
    expect(readdirSync(join(folder, 'generated')).sort()).toEqual(['.tenon', 'terraform']);
  });
});

function edit(folder: string, path: string, change: (text: string) => string): void {
  const file = join(folder, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}
