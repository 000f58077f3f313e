import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addFiles, folderWith, SHOP, SHOP_DEPLOYMENT, shopProject, tenon, type Files } from './run-tenon.ts';

/** What `tenon check` says about files, in a folder of their own. */
const check = (files: Files): ReturnType<typeof tenon> => tenon(['check'], { cwd: folderWith(files) });

describe('model files that are none', () => {
  test('not UTF-8', async () => {
    const run = await check({ 'a.tenon': Uint8Array.from([0x70, 0xff, 0xfe]), 'b.tenon': SHOP });
    expect(run.code).toBe(3);
    expect(run.stdout).toContain('error[TN1004]: The file is not UTF-8 text.\n --> a.tenon:1:1');
  });

  test('empty', async () => {
    const run = await check({ 'a.tenon': '', 'b.tenon': SHOP });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('error[TN1005]: The file is empty.\n --> a.tenon:1:1');
  });

  test('NUL bytes, which never reach the terminal', async () => {
    const run = await check({ 'a.tenon': 'package a\n\0\u001b[31m' });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('--> a.tenon:2:1');
    expect(run.stdout).not.toMatch(/[\0\u001b]/);
  });

  test('a byte order mark and CRLF change nothing', async () => {
    const run = await check({ 'a.tenon': `\ufeff${SHOP.replaceAll('\n', '\r\n')}` });
    expect(run).toMatchObject({ code: 0, stdout: 'No problems in 1 file (dev).\n' });
  });

  test('places are right in a file with CRLF and wide letters', async () => {
    const run = await check({
      'a.tenon': SHOP.replace('sum(amount)', '数量(amount)').replaceAll('\n', '\r\n'),
    });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('--> a.tenon:19:25');
    expect(run.stdout).toMatch(/\| {25}\^{4}\n/);
  });

  test('a line is shown also where lines end with CR alone', async () => {
    const run = await check({
      'a.tenon': SHOP.replace('sum(amount)', 'sum(amuont)').replaceAll('\n', '\r'),
    });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('--> a.tenon:19:29');
    expect(run.stdout).toMatch(/\n19 \| {3}amount_7d : float64 = sum\(amuont\) over 7d\n/);
  });

  test('an unclosed text costs one line', async () => {
    const run = await check({ 'a.tenon': SHOP.replace('/orders/"', '/orders/') });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('--> a.tenon:5:13');
    expect(run.stdout.match(/error\[/g)).toHaveLength(1);
  });
});

describe('projects that are none', () => {
  test('a path that is not there', async () => {
    const run = await tenon(['check', 'nowhere'], { cwd: folderWith({}) });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('There is no file or folder nowhere.');
  });

  test('a folder without a model', async () => {
    const run = await check({ 'readme.txt': '' });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('There is no .tenon file in .');
  });

  test('a project file that is not JSON', async () => {
    const run = await check({ 'tenon.json': '{\n  "language": 1,\n  "output"\n}', 'a.tenon': SHOP });
    expect(run.code).toBe(3);
    expect(run.stdout).toMatch(/error\[TN1201\]: tenon\.json is not JSON: .*\n --> tenon\.json:\d+:\d+\n/);
  });

  test('a project file with a wrong key', async () => {
    const run = await check({ 'tenon.json': '{ "lnguage": 1 }', 'a.tenon': SHOP });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('Did you mean language?');
  });

  test('a folder in the place of the project file', async () => {
    const run = await check({ 'tenon.json/x': '', 'a.tenon': SHOP });
    expect(run).toMatchObject({ code: 3, stderr: "error: The project . can't be read: it is a folder.\n" });
  });

  test('links that lead in a circle or nowhere', async () => {
    const folder = folderWith({ 'models/a.tenon': SHOP });
    symlinkSync('..', join(folder, 'models/up'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('gone', join(folder, 'gone.tenon'));
    const run = await tenon(['check'], { cwd: folder });
    expect(run).toEqual({ code: 0, stdout: 'No problems in 1 file (dev).\n', stderr: '' });
  });

  test('a folder that may not be read', async () => {
    const folder = folderWith({ 'closed/a.tenon': SHOP, 'b.tenon': SHOP });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'closed'), 0o000);
    const run = await tenon(['check'], { cwd: folder, ...asNobody() });
    chmodSync(join(folder, 'closed'), 0o755);
    expect(run.code).toBe(3);
    expect(run.stdout).toContain("error[TN1003]: The folder can't be read: permission denied.");
  });
});

describe('output folders that are none', () => {
  test('a file', async () => {
    const folder = shopProject();
    addFiles(folder, { out: 'mine' });
    const run = await tenon(['generate', '--out', 'out'], { cwd: folder });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('is a file, so nothing can be generated into it.');
  });

  test('a folder that may not be written', async () => {
    const folder = shopProject();
    mkdirSync(join(folder, 'out'));
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'out'), 0o555);
    const run = await tenon(['generate', '--out', 'out'], { cwd: folder, ...asNobody() });
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/can't be written/);
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });

  test('two at once: both end well, or one says that the other is there', async () => {
    const folder = shopProject();
    const runs = await Promise.all([1, 2].map(() => tenon(['generate', '--out', 'out'], { cwd: folder })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const check = await tenon(['generate', '--out', 'out', '--check'], { cwd: folder });
    expect(check).toMatchObject({ code: 0 });
  });
});

describe('models with errors', () => {
  test('nothing is generated', async () => {
    const folder = folderWith({
      'shop.tenon': SHOP.replace('sum(amount)', 'sum(amuont)'),
      'release.tenon': SHOP_DEPLOYMENT,
    });
    const run = await tenon(['generate', '--out', 'out'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stderr).toBe('Nothing was generated, because the model has errors.\n');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

/** Root may read and write everything, so these tests run as somebody else there. */
const asNobody = (): { readonly uid?: number } => (process.getuid?.() === 0 ? { uid: 65_534 } : {});
