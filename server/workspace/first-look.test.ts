import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../language/index.ts';
import { CheckScheduler, type CheckSchedulerEvents } from './check-scheduler.ts';
import { settingsOf } from './project-folder.ts';
import { ProjectHost } from './project-host.ts';

const FILES = 60;
/** It has an error of its own, and serves a model that another file finds wanting. */
const OPEN =
  'package shop.open\n\nsource swipes { formt: parquet }\n\nmodel net { artifact: onnx("gone.onnx") }\n';

describe('the first look at a project', () => {
  let folder: string;
  let host: ProjectHost;
  const told: { readonly path: string; readonly codes: readonly string[]; readonly read: number }[] = [];

  const readCount = (): number => [...host.project.files.values()].filter(({ isRead }) => isRead).length;
  const events: CheckSchedulerEvents = {
    onFindings: (_, path, findings: readonly Diagnostic[]) =>
      told.push({ path, codes: findings.map(({ code }) => code), read: readCount() }),
    onDependents: () => undefined,
    onError: (error) => {
      throw error;
    },
  };
  const checks = new CheckScheduler(events);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenon first look '));
    for (let index = 0; index < FILES; index++) {
      await writeFile(
        join(folder, `part${index}.tenon`),
        `package shop.part${index}\n\nsource rows${index} {}\n`,
      );
    }
    await writeFile(join(folder, 'open.tenon'), OPEN);
    host = new ProjectHost({ folder: { root: folder, settings: settingsOf(folder) } });
    host.setOpen('open.tenon', { uri: 'file:///open.tenon', text: () => OPEN });
  });

  afterEach(async () => {
    host.dispose();
    checks.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('tells what open files say by themselves before the rest is read, and all in the end', async () => {
    await host.load();
    expect(readCount()).toBe(1);
    checks.schedule(host);
    await checks.whenKnown(host);
    expect(readCount()).toBe(FILES + 1);
    await checks.whenIdle();
    const [first] = told;
    expect(first).toMatchObject({ path: 'open.tenon', read: 1 });
    expect(first!.codes).not.toEqual([]);
    // That its artifact is not there is known only when somebody has looked.
    const last = told.findLast(({ path }) => path === 'open.tenon')!;
    expect(last.codes.length).toBeGreaterThan(first!.codes.length);
    expect(last.codes).toEqual(expect.arrayContaining([...first!.codes]));
  });

  it('wakes nobody once the project is known', async () => {
    await host.load();
    checks.schedule(host);
    await checks.whenIdle();
    let settled = 0;
    checks.onSettled(() => settled++);
    for (let asked = 0; asked < 5; asked++) await checks.whenKnown(host);
    await new Promise(setImmediate);
    expect(settled).toBe(0);
    await checks.whenIdle();
    expect(settled).toBe(1);
  });

  it('is as thorough when everything is read again', async () => {
    await host.load();
    checks.schedule(host);
    await checks.whenIdle();
    const before = checks.findings(host);
    await host.reload();
    checks.schedule(host);
    await checks.whenIdle();
    expect(checks.findings(host)).toEqual(before);
  });

  it('lets go of the trees of closed files, when there are many, and keeps what was found', async () => {
    const source = 'schema { id : string, at : timestamp }';
    for (let index = 0; index < FILES; index++) {
      const text = `package shop.more${index}\n\nsource more${index} { formt: parquet, ${source} }\n`;
      await writeFile(join(folder, `more${index}.tenon`), text);
    }
    await host.load();
    const checks = new CheckScheduler(events, undefined, 2 * FILES - 1);
    checks.schedule(host);
    await checks.whenIdle();
    const awake = (): string[] =>
      [...host.project.files.values()].filter(({ isAwake }) => isAwake).map(({ path }) => path);
    expect(awake()).toEqual(['open.tenon']);
    const found = checks.findings(host).filter(({ file }) => file.startsWith('more'));
    expect(found.length).toBe(FILES);
    expect(checks.findingsNow(host, 'more7.tenon').length).toBe(1);
    expect(awake()).toEqual(['open.tenon']);
    checks.dispose();
  });

  it('lets nobody wait for a project that is dropped, or that can not be read', async () => {
    const known = checks.whenKnown(host);
    await host.load();
    checks.schedule(host);
    checks.forget(host);
    await known;
    const gone = new ProjectHost({
      folder: { root: join(folder, 'nowhere'), settings: settingsOf(join(folder, 'nowhere')) },
    });
    await checks.whenKnown(gone);
    gone.dispose();
    await checks.whenKnown(gone);
  });
});
