import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockHolder, lockPath, lockProject } from './project-lock.ts';
import { makeDeployFolder } from './run-folder.ts';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'tenon-lock-'));
  makeDeployFolder(project);
});
afterEach(() => rm(project, { recursive: true, force: true }));

/** The id of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const leave = (holder: object): Promise<void> => writeFile(lockPath(project), JSON.stringify(holder));

it('lets one in at a time and says who that is', () => {
  const first = lockProject(project, 'a.dev');
  if (!('lock' in first)) throw new Error('There was no lock.');
  expect(lockProject(project, 'a.prod')).toMatchObject({ heldBy: { pid: process.pid, deployment: 'a.dev' } });
  first.lock.setChild(4711);
  expect(lockHolder(project)).toMatchObject({ child: 4711 });
  first.lock.release();
  expect(existsSync(lockPath(project))).toBe(false);
  expect(lockHolder(project)).toBeUndefined();
  expect(lockProject(project, 'a.prod')).toHaveProperty('lock');
});

it('takes over from a holder that is gone', async () => {
  await leave({ pid: deadPid(), host: hostname(), deployment: 'a.dev', token: 't' });
  expect(lockHolder(project)).toBeUndefined();
  const taken = lockProject(project, 'a.dev');
  expect(taken).toHaveProperty('lock');
  expect(await readFile(lockPath(project), 'utf8')).toContain(`"pid":${process.pid}`);
});

it('waits for a step that outlived its holder, and for other machines', async () => {
  await leave({ pid: deadPid(), host: hostname(), deployment: 'a.dev', child: process.pid, token: 't' });
  expect(lockProject(project, 'a.dev')).toMatchObject({ heldBy: { child: process.pid } });
  await leave({ pid: deadPid(), host: `${hostname()}-other`, deployment: 'a.dev', token: 't' });
  expect(lockProject(project, 'a.dev')).toHaveProperty('heldBy');
});

it('takes a lock without a name for one that is just being written, unless it is old', async () => {
  await writeFile(lockPath(project), '');
  expect(lockProject(project, 'a.dev')).toMatchObject({ heldBy: 'unknown' });
  await utimes(lockPath(project), 1, 1);
  expect(lockProject(project, 'a.dev')).toHaveProperty('lock');
});

it('leaves a lock alone that somebody else holds by now', async () => {
  const first = lockProject(project, 'a.dev');
  if (!('lock' in first)) throw new Error('There was no lock.');
  const other = { pid: process.pid, host: hostname(), deployment: 'b', token: 'other' };
  await leave(other);
  first.lock.setChild(1);
  first.lock.release();
  expect(JSON.parse(await readFile(lockPath(project), 'utf8'))).toEqual(other);
});
