import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { reportTo, type EnsureOptions } from '../tool.ts';

const heartbeatMs = 5_000;
const silentMs = 60_000;

/**
 * Runs `work` while holding the lock file, which names its holder and is touched every five seconds. A lock
 * is stale when its holder's process is gone, or when it was silent for a minute (a process of another
 * machine or container, or a process id that was given out again).
 */
export async function withFolderLock<T>(
  file: string,
  options: EnsureOptions,
  work: () => Promise<T>,
): Promise<T> {
  const token = `${hostname()} ${process.pid} ${randomUUID()}`;
  await acquire(file, token, options);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readLock(file)) === token) await rm(file, { force: true });
  }
}

async function acquire(file: string, token: string, options: EnsureOptions): Promise<void> {
  for (let turn = 0; ; turn++) {
    options.signal?.throwIfAborted();
    try {
      await writeFile(file, token, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readLock(file);
    if (holder !== undefined && (await isStale(file, holder))) {
      await takeAway(file, holder);
      continue;
    }
    if (turn === 5)
      reportTo(options)(`waiting for another process that sets up the same tool (${holder ?? file})`);
    await delay(200, undefined, options.signal ? { signal: options.signal } : {});
  }
}

/** The rename picks one winner among several waiters; a fresh lock that was caught by mistake is put back. */
async function takeAway(file: string, staleHolder: string): Promise<void> {
  const aside = `${file}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const taken = await readLock(aside);
  if (taken !== undefined && taken !== staleHolder) {
    await writeFile(file, taken, { flag: 'wx' }).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

async function isStale(file: string, holder: string): Promise<boolean> {
  const [host, pid] = holder.split(' ');
  if (host === hostname() && pid !== undefined && !isAlive(Number(pid))) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > silentMs;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readLock(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
