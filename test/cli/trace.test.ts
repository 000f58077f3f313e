import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shopProject, tenon } from './run-tenon.ts';

const BUCKETS = 'generated/terraform/buckets.tf';

interface LineAnswer {
  readonly cause: string;
  readonly state: string;
  readonly text: string;
  readonly origins: readonly {
    readonly element: string;
    readonly file: string;
    readonly start: { readonly line: number };
  }[];
}

async function generated(): Promise<string> {
  const folder = shopProject();
  expect((await tenon(['generate'], { cwd: folder })).code).toBe(0);
  return folder;
}

async function lineOf(folder: string, words: string): Promise<number> {
  const index = readFileSync(join(folder, BUCKETS), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(words));
  expect(index).toBeGreaterThanOrEqual(0);
  return index + 1;
}

async function trace(folder: string, line: number): Promise<LineAnswer> {
  const run = await tenon(['trace', `${BUCKETS}:${line}`, '--format', 'json'], { cwd: folder });
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout) as LineAnswer;
}

describe('tenon trace', () => {
  test('says which model line caused a generated line', async () => {
    const folder = await generated();
    const line = await lineOf(folder, 'module "');
    const run = await tenon(['trace', `${BUCKETS}:${line}`], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('shop.main.lake');
    expect(run.stdout).toContain('--> shop.tenon:24:3');
    expect(run.stdout).toContain('bucket lake { versioning: on, encryption: kms }');
  });

  test('says which generated lines an element caused; a short name will do', async () => {
    const folder = await generated();
    const long = await tenon(['trace', 'shop.main.lake'], { cwd: folder });
    expect(long.code).toBe(0);
    expect(long.stdout).toMatch(/^shop\.main\.lake caused \d+ lines in \d+ files?:\n/);
    expect(long.stdout).toContain(`${BUCKETS}:`);
    expect((await tenon(['trace', 'lake'], { cwd: folder })).stdout).toBe(long.stdout);
    const wrong = await tenon(['trace', 'shop.main.lak'], { cwd: folder });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('Did you mean shop.main.lake?');
  });

  test('both ways agree', async () => {
    const folder = await generated();
    const run = await tenon(['trace', 'shop.main.lake', '--format', 'json'], { cwd: folder });
    const { files } = JSON.parse(run.stdout) as { files: { file: string; ranges: { first: number }[] }[] };
    const own = files.find(({ file }) => file === BUCKETS)!;
    const answer = await trace(folder, own.ranges[0]!.first);
    expect(answer.origins.map(({ element }) => element)).toContain('shop.main.lake');
  });

  test('after a hand edit the lines are matched, and a new line is said to be by hand', async () => {
    const folder = await generated();
    const line = await lineOf(folder, 'module "');
    const before = await trace(folder, line);
    expect(before.state).toBe('as generated');
    writeFileSync(join(folder, BUCKETS), `# mine\n${readFileSync(join(folder, BUCKETS), 'utf8')}`);
    expect(await trace(folder, 1)).toMatchObject({
      state: 'edited',
      cause: 'by hand',
      text: '# mine',
      origins: [],
    });
    expect(await trace(folder, line + 1)).toMatchObject({
      state: 'edited',
      text: before.text,
      origins: before.origins,
    });
  });

  test('boilerplate, lines that are not there, and files that are not generated', async () => {
    const folder = await generated();
    expect((await trace(folder, 1)).cause).toBe('boilerplate');
    expect(await tenon(['trace', `${BUCKETS}:9999`], { cwd: folder })).toMatchObject({ code: 1 });
    expect(await tenon(['trace', 'shop.tenon:1'], { cwd: folder })).toMatchObject({ code: 2 });
    expect(await tenon(['trace', 'nowhere.tf:1'], { cwd: folder })).toMatchObject({ code: 3 });
    expect(await tenon(['trace', 'lake', '--out', 'elsewhere'], { cwd: folder })).toMatchObject({ code: 3 });
  });
});
