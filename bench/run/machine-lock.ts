import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, statSync, unlinkSync, utimesSync, linkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface MachineLock {
  release(): void;
}

export interface LockOptions {
  readonly path?: string;
  readonly signal?: AbortSignal | undefined;
  /** Called when another benchmark holds the lock, once for each holder. */
  readonly onWait: (holder: number | undefined) => void;
}

const beatMilliseconds = 2_000;
const silentMilliseconds = 10_000;
const retryMilliseconds = 200;

/**
 * One benchmark at a time on this machine: two at once would measure each other. The lock is a file with the
 * holder's process id, which the holder touches every two seconds. It is stale when that process is gone, or
 * when the file stayed untouched for ten seconds by the waiter's own steady clock. Throws the signal's reason
 * when aborted, and an error of the file system when no lock can be made.
 */
export async function acquireMachineLock(options: LockOptions): Promise<MachineLock> {
  const path = options.path ?? join(tmpdir(), 'tenon-benchmark.lock');
  const content = JSON.stringify({ pid: process.pid, token: randomUUID() });
  let seen: Sighting | undefined;
  let announced: string | undefined;
  for (;;) {
    options.signal?.throwIfAborted();
    if (create(path, content)) return hold(path, content);
    const now = look(path);
    if (now === undefined) continue;
    if (seen?.content !== now.content || seen.touched !== now.touched) seen = now;
    if (isDead(now.pid) || now.at - seen.at > silentMilliseconds) {
      remove(path, now.content);
      continue;
    }
    if (announced !== now.content) options.onWait(now.pid);
    announced = now.content;
    await sleep(retryMilliseconds, undefined, { signal: options.signal });
  }
}

/** What a waiter saw of the lock, and when by its own steady clock (milliseconds). */
interface Sighting {
  readonly content: string;
  readonly pid: number | undefined;
  readonly touched: number;
  readonly at: number;
}

function create(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function hold(path: string, content: string): MachineLock {
  const beat = setInterval(() => touch(path), beatMilliseconds);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      remove(path, content);
    },
  };
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Somebody removed the lock; the running benchmark is worth finishing all the same.
  }
}

/** Undefined when the lock is gone. */
function look(path: string): Sighting | undefined {
  try {
    const content = readFileSync(path, 'utf8');
    return { content, pid: pidOf(content), touched: statSync(path).mtimeMs, at: performance.now() };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function pidOf(content: string): number | undefined {
  const pid = /"pid":(\d+)/.exec(content)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

function isDead(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/**
 * Removes the lock if it still has this content. It is moved aside first, for between a look and a removal
 * another waiter may have replaced it; a lock that turns out to be a fresh one is put back.
 */
function remove(path: string, content: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== content) putBack(aside, path);
  unlinkSync(aside);
}

function putBack(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
