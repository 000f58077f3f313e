import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireMachineLock } from './machine-lock.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const noWait = (): never => {
  throw new Error('should not wait');
};

describe('the machine lock', () => {
  it('makes the second wait, visibly, until the first lets go', async () => {
    const first = await acquireMachineLock({ path, onWait: noWait });
    const holders: (number | undefined)[] = [];
    const second = await acquireMachineLock({
      path,
      onWait: (holder) => {
        holders.push(holder);
        first.release();
      },
    });
    expect(holders).toEqual([process.pid]);
    second.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a process that is gone', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid;
    writeFileSync(path, JSON.stringify({ pid: gone, token: 'x' }));
    const lock = await acquireMachineLock({ path, onWait: noWait });
    lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it('stops waiting when cancelled', async () => {
    const lock = await acquireMachineLock({ path, onWait: noWait });
    const abort = new AbortController();
    const waiting = acquireMachineLock({ path, signal: abort.signal, onWait: () => abort.abort() });
    await expect(waiting).rejects.toThrow();
    expect(existsSync(path)).toBe(true);
    lock.release();
  });

  it('of somebody else is not removed by a late release', async () => {
    const lock = await acquireMachineLock({ path, onWait: noWait });
    rmSync(path);
    writeFileSync(path, 'another');
    lock.release();
    expect(readdirSync(folder)).toEqual(['lock']);
  });
});
