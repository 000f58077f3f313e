import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashText } from './hash-file.ts';
import { filesIn, writeFiles } from './testing/write-files.ts';

const FIRST = {
  'a/one.txt': 'one\n',
  'a/two.txt': 'two\n',
  'b/old/gone.txt': 'gone\n',
  'b/same.txt': 'same\n',
};
const SECOND = {
  'a/one.txt': 'ONE\n',
  'a/new/three.txt': 'three\n',
  'a/two.txt': 'two\n',
  'b/same.txt': 'same\n',
};

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-output-'));
  root = join(folder, 'generated');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const visible = (place = root): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(filesIn(place)).filter(([path]) => !path.startsWith('.tenon')));
const changesOf = (result: Awaited<ReturnType<typeof writeFiles>>): unknown =>
  'plan' in result ? Object.fromEntries(result.plan.map(({ path, change }) => [path, change])) : result;

describe('writing an output folder', () => {
  it('writes everything, then has nothing to do', async () => {
    expect(await writeFiles(root, FIRST)).not.toHaveProperty('problem');
    expect(visible()).toEqual(FIRST);
    const before = filesIn(root);
    const inode = statSync(join(root, 'a/one.txt')).ino;
    expect(await writeFiles(root, FIRST)).toMatchObject({ writes: 0 });
    expect(filesIn(root)).toEqual(before);
    expect(statSync(join(root, 'a/one.txt')).ino).toBe(inode);
    expect(existsSync(join(root, '.tenon/run'))).toBe(false);
  });

  it('replaces what is untouched and removes what is no longer generated, with its folder', async () => {
    await writeFiles(root, FIRST);
    chmodSync(join(root, 'a/one.txt'), 0o755);
    expect(changesOf(await writeFiles(root, SECOND))).toEqual({
      'a/one.txt': 'update', 'a/two.txt': 'unchanged', 'a/new/three.txt': 'create', 'b/old/gone.txt': 'remove', 'b/same.txt': 'unchanged',
    }); // prettier-ignore
    expect(visible()).toEqual(SECOND);
    expect(existsSync(join(root, 'b/old'))).toBe(false);
    expect(statSync(join(root, 'a/one.txt')).mode & 0o777).toBe(0o755);
    // Only what can still be merged with is kept.
    expect(readdirSync(join(root, '.tenon/base')).sort()).toEqual(Object.values(SECOND).map(hashText).sort());
  });

  it('leaves files alone of targets that failed or were not asked for', async () => {
    await writeFiles(root, FIRST);
    await writeFiles(
      root,
      { 'a/one.txt': 'ONE\n', 'a/two.txt': 'two\n' },
      { inScope: (target) => target === 'a' },
    );
    expect(visible()).toEqual({ ...FIRST, 'a/one.txt': 'ONE\n' });
    expect(changesOf(await writeFiles(root, { 'a/two.txt': 'two\n' }))).toMatchObject({
      'b/same.txt': 'remove',
      'a/one.txt': 'remove',
    });
  });

  it('never writes over hand edits or foreign files without being told', async () => {
    await writeFiles(root, FIRST);
    writeFileSync(join(root, 'a/one.txt'), 'one\nmine\n');
    mkdirSync(join(root, 'a/new'));
    writeFileSync(join(root, 'a/new/three.txt'), 'foreign\n');
    const before = filesIn(root);
    expect(changesOf(await writeFiles(root, FIRST))).toMatchObject({ 'a/one.txt': 'edited' });
    expect(await writeFiles(root, SECOND)).toMatchObject({ unsettled: 2, writes: 0 });
    expect(filesIn(root)).toEqual(before);
  });

  it('merges, keeps or replaces, as it is told', async () => {
    const base = 'a\nb\nc\nd\ne\n';
    const model = 'a\nb\nc\nd\nE\n';
    const mine = 'A\nb\nc\nd\ne\n';
    await writeFiles(root, { 'a/x': base, 'a/y': base, 'a/z': base });
    for (const name of ['x', 'y', 'z']) writeFileSync(join(root, 'a', name), mine);
    const generated = { 'a/x': model, 'a/y': model, 'a/z': model };
    const choose = ({ path }: { path: string }) =>
      (({ 'a/x': 'merge', 'a/y': 'keep', 'a/z': 'replace' }) as const)[path];
    await writeFiles(root, generated, { choose });
    expect(visible()).toEqual({ 'a/x': 'A\nb\nc\nd\nE\n', 'a/y': mine, 'a/z': model });
    // What was merged is settled; what was kept is asked again, since the model still says something else.
    expect(changesOf(await writeFiles(root, generated))).toEqual({
      'a/x': 'edited',
      'a/y': 'conflict',
      'a/z': 'unchanged',
    });
  });

  it('keeps hand-edited files that are no longer generated', async () => {
    await writeFiles(root, FIRST);
    writeFileSync(join(root, 'b/old/gone.txt'), 'mine\n');
    expect(changesOf(await writeFiles(root, SECOND))).toMatchObject({ 'b/old/gone.txt': 'orphan' });
    expect(visible()).toMatchObject({ 'b/old/gone.txt': 'mine\n' });
  });

  it('takes files whose line ends version control has changed for what they are', async () => {
    await writeFiles(root, FIRST);
    for (const path of Object.keys(filesIn(root))) {
      const text = readFileSync(join(root, path), 'utf8');
      writeFileSync(join(root, path), text.replaceAll('\n', '\r\n'));
    }
    expect(new Set(Object.values(changesOf(await writeFiles(root, FIRST)) as object))).toEqual(
      new Set(['unchanged']),
    );
    await writeFiles(root, SECOND);
    expect(visible()).toMatchObject({ 'a/one.txt': 'ONE\n' });
  });

  it('copies files of the project by content', async () => {
    writeFileSync(join(folder, 'net.onnx'), Buffer.from([0, 255, 13, 10]));
    const sha256 = hashText(readFileSync(join(folder, 'net.onnx')));
    const copies = [{ path: 'a/1/model.onnx', target: 'a', content: { copyOf: 'net.onnx', sha256 } }];
    expect(changesOf(await writeFiles(root, {}, { copies, projectRoot: folder }))).toEqual({
      'a/1/model.onnx': 'create',
    });
    expect(readFileSync(join(root, 'a/1/model.onnx'))).toEqual(readFileSync(join(folder, 'net.onnx')));
    expect(await writeFiles(root, {}, { copies, projectRoot: folder })).toMatchObject({ writes: 0 });
    const changed = [{ ...copies[0]!, content: { copyOf: 'net.onnx', sha256: hashText('other') } }];
    expect(await writeFiles(root, {}, { copies: changed, projectRoot: folder })).toMatchObject({
      problem: { reason: 'changed-meanwhile' },
    });
    rmSync(join(folder, 'net.onnx'));
    expect(await writeFiles(root, {}, { copies: changed, projectRoot: folder })).toMatchObject({
      problem: { reason: 'source-missing' },
    });
  });

  it('writes into folders and files with blanks and letters of any script', async () => {
    const texts = { 'a b/東京 ü.txt': 'x\n' };
    const place = join(folder, 'ordner mit ö 東京');
    expect(await writeFiles(place, texts)).not.toHaveProperty('problem');
    expect(visible(place)).toEqual(texts);
  });
});

describe('an output folder that can not be used', () => {
  const nothingLeft = (): void => expect(existsSync(root)).toBe(false);

  it('is a file, or lies below one', async () => {
    writeFileSync(join(folder, 'file'), 'mine');
    for (const place of ['file', 'file/below/it']) {
      expect(await writeFiles(join(folder, place), FIRST)).toMatchObject({
        problem: { reason: 'not-a-folder' },
      });
    }
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine');
  });

  it('is a link that leads nowhere or in circles', async () => {
    symlinkSync(join(folder, 'nowhere'), root);
    expect(await writeFiles(root, FIRST)).toMatchObject({ problem: { reason: 'not-a-folder' } });
    rmSync(root);
    symlinkSync(root, root);
    expect(await writeFiles(root, FIRST)).toMatchObject({ problem: { reason: 'outside' } });
  });

  it('has links inside that lead out of it', async () => {
    const outside = join(folder, 'outside');
    mkdirSync(outside);
    mkdirSync(root);
    writeFileSync(join(outside, 'one.txt'), 'mine\n');
    symlinkSync(outside, join(root, 'a'));
    expect(await writeFiles(root, FIRST)).toMatchObject({ unsettled: 2 });
    rmSync(join(root, 'a'));
    mkdirSync(join(root, 'a'));
    symlinkSync(join(outside, 'one.txt'), join(root, 'a/one.txt'));
    expect(await writeFiles(root, FIRST, { choose: () => 'replace' })).toMatchObject({ unsettled: 1 });
    rmSync(join(root, 'a'), { recursive: true });
    symlinkSync(outside, join(root, '.tenon'));
    expect(await writeFiles(root, FIRST)).toMatchObject({ problem: { reason: 'outside' } });
    expect(readdirSync(outside)).toEqual(['one.txt']);
    expect(readFileSync(join(outside, 'one.txt'), 'utf8')).toBe('mine\n');
  });

  it('gets a link between plan and writing', async () => {
    const outside = join(folder, 'outside');
    mkdirSync(outside);
    const onStep = (step: string): void => {
      if (step === 'write a/one.txt') symlinkSync(outside, join(root, 'a'));
    };
    expect(await writeFiles(root, FIRST, { onStep })).toMatchObject({ problem: { reason: 'outside' } });
    expect(readdirSync(outside)).toEqual([]);
  });

  it('has a folder where a file should be', async () => {
    mkdirSync(join(root, 'a/one.txt'), { recursive: true });
    expect(await writeFiles(root, FIRST, { choose: () => 'replace' })).toMatchObject({ unsettled: 1 });
  });

  it('has a damaged manifest', async () => {
    await writeFiles(root, FIRST);
    writeFileSync(join(root, '.tenon/manifest.json'), '<<<<<<< HEAD');
    expect(await writeFiles(root, SECOND)).toMatchObject({ problem: { reason: 'damaged-state' } });
    expect(visible()).toEqual(FIRST);
  });

  it('changes while it is written', async () => {
    await writeFiles(root, FIRST);
    const onStep = (step: string): void => {
      if (step === 'stage a/one.txt') writeFileSync(join(root, 'a/one.txt'), 'mine\n');
    };
    expect(await writeFiles(root, SECOND, { onStep })).toMatchObject({
      problem: { reason: 'changed-meanwhile' },
    });
    expect(visible()).toEqual({ ...FIRST, 'a/one.txt': 'mine\n' });
  });

  it('refuses paths that lead out of it, whoever asks', async () => {
    for (const path of ['../x', '/x', 'a/../../x', 'C:/x']) {
      expect(await writeFiles(root, { [path]: 'x' })).toMatchObject({ problem: { reason: 'outside' } });
    }
    nothingLeft();
  });

  it('gives back what was there when a step fails, at each step', async () => {
    await writeFiles(root, FIRST);
    const before = filesIn(root);
    const place = join(folder, 'copy');
    for (let at = 0, finished = false; !finished; at += 1) {
      cpSync(root, place, { recursive: true });
      let count = 0;
      const onStep = (step: string): void => {
        if (count++ !== at) return;
        throw Object.assign(new Error(`no space at ${step}`), {
          code: 'ENOSPC',
          syscall: 'write',
          path: step,
        });
      };
      const result = await writeFiles(place, SECOND, { onStep });
      // Past the journal's end the change has happened, and only cleaning up fails.
      finished = !('problem' in result) || visible(place)['a/one.txt'] === 'ONE\n';
      if (!finished) {
        expect(result).toMatchObject({ problem: { reason: 'disk-full' } });
        expect(filesIn(place)).toEqual(before);
        expect(existsSync(join(place, 'a/new'))).toBe(false);
        expect(existsSync(join(place, '.tenon/run'))).toBe(false);
      } else expect(visible(place)).toEqual(SECOND);
      rmSync(place, { recursive: true });
      expect(at).toBeLessThan(100);
    }
  });
});
