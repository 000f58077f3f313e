import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEFAULT_SETTINGS, type Project } from '../../language/index.ts';
import { folderWith } from '../../test/cli/run-tenon.ts';
import { wantedFolders } from './wanted-folders.ts';
import { WatchedProject } from './watched-project.ts';

const source = (index: number, column = 'amount'): string =>
  `package p${index}\n\nsource rows {\n  schema {\n    id: int64 key\n    ${column}: float64\n  }\n}\n`;

describe('a project that is watched', () => {
  test('after an edit among 1,000 files one is read and one is checked', async () => {
    const files = Array.from({ length: 1_000 }, (_, index) => [`f${index}.tenon`, source(index)] as const);
    const folder = folderWith(Object.fromEntries(files));
    const cancel = new AbortController();
    const result = await WatchedProject.open(folder, { cwd: folder, signal: cancel.signal });
    if ('problem' in result) throw new Error(result.problem.message);
    const { watched } = result;
    onTestFinished(() => watched.close());
    const project = (): Project => {
      if ('problem' in watched.state) throw new Error(watched.state.problem.message);
      return watched.state.opened.project;
    };
    const first = project();
    const before = first.check();
    const { filesChecked } = first.work;
    expect(filesChecked).toBe(1_000);
    const untouched = first.files.get('f1.tenon');
    writeFileSync(join(folder, 'f7.tenon'), source(7, 'price'));
    expect(await watched.next()).toEqual([{ path: 'f7.tenon', change: 'changed' }]);
    expect(project()).toBe(first);
    expect(first.files.get('f1.tenon')).toBe(untouched);
    expect(first.check()).toHaveLength(before.length);
    expect(first.work.filesChecked).toBe(filesChecked + 1);
  });

  test('what changed between reading and watching is not lost', async () => {
    const folder = folderWith({ 'a.tenon': source(1) });
    const result = await WatchedProject.open(folder, { cwd: folder, signal: new AbortController().signal });
    if ('problem' in result) throw new Error(result.problem.message);
    onTestFinished(() => result.watched.close());
    mkdirSync(join(folder, 'later'));
    writeFileSync(join(folder, 'later/b.tenon'), source(2));
    expect(await result.watched.next()).toEqual([{ path: 'later/b.tenon', change: 'added' }]);
  });
});

describe('folders that are watched', () => {
  const settings = { ...DEFAULT_SETTINGS, sources: ['models', './deep/inner/'], exclude: ['models/old'] };
  const wants = wantedFolders({ settings, output: 'models/out', named: ['data/days', 'train/late.py'] });

  test.each(['models', 'models/a/b', 'deep', 'deep/inner', 'deep/inner/x', 'data', 'data/days', 'data/days/day=1', 'train', '.tenon', '.tenon/bench'])(
    '%s holds models, or files that they name',
    (folder) => expect(wants(folder)).toBe(true),
  ); // prettier-ignore

  test.each(['other', 'models/out', 'models/out/x', 'models/old', 'models/old/x', 'data/more', 'deep/outer', 'node_modules', 'models/node_modules', '.git', '.tenon/deploy', 'models/.venv/lib'])(
    '%s does not',
    (folder) => expect(wants(folder)).toBe(false),
  ); // prettier-ignore
});
