import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addFiles, folderWith, repository, SHOP, SHOP_DEPLOYMENT, shopProject, tenon } from './run-tenon.ts';
import { watchTenon, type Watching } from './watch-tenon.ts';

const BROKEN = SHOP.replace('sum(amount)', 'sum(amuont)');
const BUCKETS = 'generated/terraform/buckets.tf';
const LAKE = 'bucket lake { versioning: on, encryption: kms }';
const FLIGHTS = join(repository, 'examples/flights');

/** A command that has done its first round. */
async function watching(args: readonly string[], cwd: string): Promise<Watching> {
  const run = watchTenon(args, cwd);
  await run.said(/Waiting for changes.*Ctrl\+C ends\./);
  return run;
}

const put = (folder: string, path: string, text: string): void => writeFileSync(join(folder, path), text);

const textOf = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

/** All rounds that it has told of so far, by what changed. */
const rounds = ({ stdout }: Watching): readonly string[] =>
  [...stdout().matchAll(/^\[\d\d:\d\d:\d\d\] (.*)$/gm)].map(([, changed]) => changed!);

describe('tenon check --watch', () => {
  test('checks once, and again when a model changes; says what changed and how many findings there are now', async () => {
    const folder = shopProject();
    const run = await watching(['check', '--watch'], folder);
    expect(run.stdout()).toBe('No problems in 2 files (dev).\n');
    put(folder, 'shop.tenon', BROKEN);
    await run.said(/\n\[\d\d:\d\d:\d\d\] shop\.tenon changed\n/);
    await run.said(/sum\(amuont\)/);
    await run.said(/1 error in 2 files \(dev\)\.\nSince the last round: 1 new\.\n/);
    put(folder, 'shop.tenon', SHOP);
    await run.said(/shop\.tenon changed\nNo problems in 2 files \(dev\)\.\nSince the last round: 1 gone\.\n/);
  });

  test('files that another program saves by renaming are heard of each time', async () => {
    const folder = shopProject();
    const run = await watching(['check', '--watch'], folder);
    for (const [text, said] of [
      [BROKEN, /1 error/],
      [SHOP, /No problems/],
      [BROKEN, /1 error/],
    ] as const) {
      put(folder, '.shop.tenon.swap', text);
      renameSync(join(folder, '.shop.tenon.swap'), join(folder, 'shop.tenon'));
      await run.said(said);
    }
    expect(rounds(run)).toEqual(Array(3).fill('shop.tenon changed'));
  });

  test('many changes at once are told together, and a save without a change is none', async () => {
    const folder = shopProject();
    const run = await watching(['check', '--watch'], folder);
    put(folder, 'shop.tenon', SHOP);
    for (let index = 0; index < 200; index++)
      put(folder, `more ${index}.tenon`, `package more${index}\nenvironment extra${index} {}\n`);
    await run.said(/202 files/);
    // One, unless a busy machine writes them with pauses.
    expect(rounds(run).length).toBeLessThan(20);
    expect(rounds(run)[0]).toMatch(/^more \d+\.tenon added, .* and \d+ more$/);
    expect(run.stdout()).not.toContain('shop.tenon');
    for (let index = 0; index < 200; index++) rmSync(join(folder, `more ${index}.tenon`));
    await run.said(/more \d+\.tenon removed/);
    await run.said(/No problems in 2 files/);
  });

  test('folders that come and go later are seen with everything in them', async () => {
    const folder = shopProject();
    const elsewhere = folderWith({
      '项目/deep one/bad.tenon': BROKEN.replace('package shop', 'package other'),
    });
    const run = await watching(['check', '--watch'], folder);
    renameSync(join(elsewhere, '项目'), join(folder, '项目'));
    await run.said(/项目\/deep one\/bad\.tenon added\n/);
    await run.said(/1 error/);
    put(folder, '项目/deep one/bad.tenon', SHOP.replace('package shop', 'package other'));
    await run.said(/bad\.tenon changed\n/);
    mkdirSync(join(folder, 'a/b/c'), { recursive: true });
    put(folder, 'a/b/c/more.tenon', 'package more\nenvironment more {}\n');
    await run.said(/a\/b\/c\/more\.tenon added/);
    rmSync(join(folder, 'a'), { recursive: true });
    await run.said(/a\/b\/c\/more\.tenon removed/);
    renameSync(join(folder, '项目'), join(elsewhere, '项目'));
    await run.said(/bad\.tenon removed\nNo problems in 2 files/);
  });

  test('a project file that becomes wrong is told, and watching goes on', async () => {
    const folder = shopProject();
    const run = await watching(['check', '--watch'], folder);
    put(folder, 'tenon.json', '{ "language": 1');
    await run.said(/tenon\.json changed\nerror\[TN1201\]/);
    await run.said(/1 error/);
    put(folder, 'tenon.json', '{ "language": 1, "sources": ["models"] }');
    await run.said(/There is no folder models/);
    mkdirSync(join(folder, 'models'));
    put(folder, 'models/shop.tenon', SHOP);
    await run.said(/No problems in 1 file/);
    rmSync(join(folder, 'tenon.json'));
    await run.said(/tenon\.json removed/);
    put(folder, 'tenon.json', '{ "language": 1, "exclude": ["models"] }');
    await run.said(/tenon\.json added\nNo problems in 2 files/);
  });

  test('the data and models that a model names count, also when they come later; other files do not', async () => {
    const folder = folderWith({
      'tenon.json': '{ "language": 1, "sources": ["models"] }',
      'models/late.tenon':
        'package late\n\nsource days {\n  format: csv\n  location: "data/days.csv"\n  event_time: at\n}\n',
      'data/days.csv': 'at,amount\n2024-01-01,1\n2024-01-02,2\n',
    });
    const run = await watching(['check', '--watch'], folder);
    put(folder, 'data/days.csv', 'day,amount\n2024-01-01,1\n2024-01-02,2\n');
    await run.said(/data\/days\.csv changed\n(?:.|\n)*?\d+ errors?, /);
    put(folder, 'notes.txt', 'nothing');
    put(folder, 'data/days.csv', 'at,amount\n2024-01-01,1\n2024-01-02,2\n');
    await run.said(/data\/days\.csv changed\n(?:.|\n)*?Since the last round: \d+ gone/);
    rmSync(join(folder, 'data'), { recursive: true });
    await run.said(/data\/days\.csv removed\n/);
    addFiles(folder, { 'data/days.csv': 'at,amount\n2024-01-01,1\n2024-01-02,2\n' });
    await run.said(/data\/days\.csv added\n/);
    expect(rounds(run).filter((changed) => changed.includes('notes'))).toEqual([]);
  });

  test('the header of a model file counts', async () => {
    const folder = folderWith({});
    for (const path of [
      'tenon.json',
      'delays/data.tenon',
      'delays/features.tenon',
      'delays/model.tenon',
      'models/late_net.onnx',
    ]) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      copyFileSync(join(FLIGHTS, path), join(folder, path));
    }
    const run = await watching(['check', '--watch'], folder);
    rmSync(join(folder, 'models/late_net.onnx'));
    await run.said(/models\/late_net\.onnx removed\n/);
    await run.said(/There is no file models\/late_net\.onnx/);
    copyFileSync(join(FLIGHTS, 'models/late_net.onnx'), join(folder, 'models/late_net.onnx'));
    await run.said(/models\/late_net\.onnx added\n/);
  });

  test('what is written to folders of tools and to the output folder is no change', async () => {
    const folder = shopProject();
    const run = await watching(['check', '--watch'], folder);
    addFiles(folder, {
      'node_modules/x/bad.tenon': BROKEN,
      '.git/bad.tenon': BROKEN,
      'generated/bad.tenon': BROKEN,
      'other/tenon.json': '{ "language": 1 }',
      'other/bad.tenon': BROKEN,
      'last.tenon': 'package last\nenvironment last {}\n',
    });
    await run.said(/No problems in 3 files/);
    expect(run.stdout()).not.toContain('bad.tenon');
  });

  test('json gives one line for each round', async () => {
    const folder = shopProject();
    const run = await watching(['check', '-w', '--format', 'json'], folder);
    put(folder, 'shop.tenon', BROKEN);
    await run.said(/shop\.tenon.*\n/);
    const lines = run.stdout().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        command: 'check',
        changed: [],
        summary: { errors: 0, warnings: 0, notes: 0 },
      }),
      expect.objectContaining({
        changed: [{ path: 'shop.tenon', change: 'changed' }],
        summary: { errors: 1, warnings: 0, notes: 0 },
      }),
    ]);
  });

  test('several projects below a folder are watched together', async () => {
    const folder = folderWith({
      'one/tenon.json': '{ "language": 1 }',
      'one/shop.tenon': SHOP,
      'two/tenon.json': '{ "language": 1 }',
      'two/shop.tenon': SHOP,
    });
    const run = await watching(['check', '--watch'], folder);
    put(folder, 'two/shop.tenon', BROKEN);
    await run.said(/two\/shop\.tenon changed\n(?:.|\n)*1 error in 2 files/);
    rmSync(join(folder, 'two'), { recursive: true });
    await run.said(/The folder two is gone/);
    put(folder, 'one/shop.tenon', BROKEN);
    await run.said(/one\/shop\.tenon changed\n/);
  });

  test('ends when the project folder is deleted, and says so', async () => {
    const outer = folderWith({ 'shop/tenon.json': '{ "language": 1 }', 'shop/shop.tenon': SHOP });
    const run = await watching(['check', 'shop', '--watch'], outer);
    rmSync(join(outer, 'shop'), { recursive: true });
    expect(await run.ended).toBe(3);
    expect(run.stderr()).toContain('The folder shop is gone, so there is nothing left to watch.');
  });

  test('models that are all deleted are told, and counted again when they are back', async () => {
    const folder = shopProject();
    const run = await watching(['check', '--watch'], folder);
    rmSync(join(folder, 'shop.tenon'));
    rmSync(join(folder, 'release.tenon'));
    await run.said(/There is no \.tenon file/);
    put(folder, 'shop.tenon', SHOP);
    await run.said(/No problems in 1 file/);
  });

  test('Ctrl+C ends it with the code of every command that is cancelled', async () => {
    const run = await watching(['check', '--watch'], shopProject());
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(run.stderr()).not.toMatch(/bug|at /);
  });

  test('a wrong command line is refused at once', async () => {
    const cwd = shopProject();
    const refused = async (...args: string[]): Promise<readonly [number, string]> => {
      const { code, stderr } = await tenon(['check', '--watch', ...args], { cwd });
      return [code, stderr];
    };
    expect(await refused('--format', 'sarif')).toEqual([2, expect.stringContaining('human or json')]);
    expect(await refused('-e', 'nowhere')).toEqual([2, expect.stringContaining('nowhere')]);
    expect(await refused('--fix')).toEqual([2, expect.stringContaining('--fix')]);
    expect(await refused('--stats')).toEqual([2, expect.stringContaining('--stats')]);
    expect(await refused('missing')).toEqual([3, expect.stringContaining('missing')]);
  });
});

describe('tenon generate --watch', () => {
  test('writes once, and again what a change of the model means', async () => {
    const folder = shopProject();
    const run = await watching(['generate', '--watch'], folder);
    expect(textOf(folder, BUCKETS)).toContain('versioning');
    put(folder, 'shop.tenon', SHOP.replace(LAKE, 'bucket lake { versioning: off, encryption: kms }'));
    await run.said(/shop\.tenon changed\n/);
    await run.said(/~ terraform\/buckets\.tf/);
    await run.said(/\d+ updated/);
    expect((await tenon(['generate', '--check'], { cwd: folder })).code).toBe(0);
    // What it writes itself is no reason to begin again.
    put(folder, 'shop.tenon', SHOP);
    await run.said(/\d+ updated/);
    expect(rounds(run)).toEqual(['shop.tenon changed', 'shop.tenon changed']);
  });

  test('while the model has errors it writes nothing, and goes on', async () => {
    const folder = shopProject();
    const run = await watching(['generate', '--watch'], folder);
    const before = textOf(folder, BUCKETS);
    put(folder, 'shop.tenon', BROKEN.replace(LAKE, 'bucket lake { versioning: off, encryption: kms }'));
    await run.said(/Nothing was generated, because the model has errors\./);
    expect(textOf(folder, BUCKETS)).toBe(before);
    put(folder, 'release.tenon', SHOP_DEPLOYMENT.replace('[terraform]', '[terrafrom]'));
    await run.said(/release\.tenon changed\n/);
    await run.said(/Nothing was generated/);
    put(folder, 'release.tenon', SHOP_DEPLOYMENT);
    put(folder, 'shop.tenon', SHOP);
    await run.said(/Nothing to do/);
  });

  test('a file that was edited by hand stops a round and is never asked about; --on-edit decides', async () => {
    const folder = shopProject();
    const off = SHOP.replace(LAKE, 'bucket lake { versioning: off, encryption: kms }');
    const first = await watching(['generate', '--watch'], folder);
    const mine = `# mine\n${textOf(folder, BUCKETS)}`;
    put(folder, BUCKETS, mine);
    put(folder, 'shop.tenon', off);
    await first.said(/Nothing was written, because files are not as Tenon left them/);
    expect(textOf(folder, BUCKETS)).toBe(mine);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(130);
    const second = await watching(['generate', '--watch', '--on-edit', 'merge'], folder);
    expect(textOf(folder, BUCKETS)).toMatch(/^# mine\n/);
    put(folder, 'shop.tenon', SHOP);
    await second.said(/shop\.tenon changed\n(?:.|\n)*terraform\/buckets\.tf {2}merged with your edits/);
    expect(textOf(folder, BUCKETS)).toBe(mine);
  });

  test('--dry-run shows each time what would be written, and json one line for each round', async () => {
    const folder = shopProject();
    const run = await watching(['generate', '--watch', '--dry-run', '--format', 'json'], folder);
    put(folder, 'shop.tenon', BROKEN);
    await run.said(/amuont.*\n/);
    put(folder, 'shop.tenon', SHOP);
    await run.said(/dry-run.*shop\.tenon.*\n|shop\.tenon.*dry-run.*\n/);
    const lines = run.stdout().trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { changed: unknown }).changed)).toEqual([
      [],
      [{ path: 'shop.tenon', change: 'changed' }],
      [{ path: 'shop.tenon', change: 'changed' }],
    ]);
    expect(existsSync(join(folder, 'generated'))).toBe(false);
  });

  test('a file that is copied counts with every byte', async () => {
    const folder = folderWith({});
    const isMade = (path: string): boolean => ['generated', '.tenon', '.venv'].includes(basename(path));
    cpSync(FLIGHTS, folder, { recursive: true, filter: (path) => !isMade(path) });
    const run = await watching(['generate', '--watch', '-t', 'kubeflow', '-e', 'dev'], folder);
    put(folder, 'train/late_net.py', `${textOf(folder, 'train/late_net.py')}# more\n`);
    await run.said(/train\/late_net\.py changed\n(?:.|\n)*~ .*train\/late_net\.py\n/);
  });
});
