import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFolders } from './make-folders.ts';
import { isFileError, isMissing, OutputError } from './output-problem.ts';
import { RUN_FOLDER } from './output-root.ts';

/** Who holds the output folder. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells two processes with the same number apart, where the system says when a process began. */
  readonly began: string | undefined;
  readonly token: string;
}

export interface OutputLock {
  /** Throws when another process has taken the lock, which only happens when someone removed it by hand. */
  assertHeld(): void;
  release(): void;
}

const POLL_MS = 50;
/** A lock file without content belongs to a process that is just writing it, unless it stays that way. */
const EMPTY_LOCK_MS = 10_000;

/**
 * One process at a time may write into an output folder. A lock that a dead process of this machine left
 * behind is taken over; a second process waits `waitMs` and then fails with the holder's name.
 */
export async function lockOutput(root: string, waitMs: number, signal?: AbortSignal): Promise<OutputLock> {
  const path = join(root, RUN_FOLDER, 'lock');
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    began: beginOf(process.pid),
    token: randomUUID(),
  };
  for (let waited = 0; ; waited += POLL_MS) {
    signal?.throwIfAborted();
    // In every round, since the one who had the lock removes the empty folder when it is done.
    makeFolders(join(root, RUN_FOLDER));
    if (create(path, mine)) return heldLock(path, mine);
    const text = read(path);
    if (text !== undefined && isAbandoned(text, path)) {
      takeAway(path, text);
      continue;
    }
    if (waited >= waitMs) throw busy(root, path, text);
    await wait(POLL_MS, undefined, signal ? { signal } : {});
  }
}

function create(path: string, mine: Holder): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if (isMissing(error) || (isFileError(error) && error.code === 'EEXIST')) return false;
    throw error;
  }
  try {
    writeSync(file, JSON.stringify(mine));
    fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return true;
}

const heldLock = (path: string, mine: Holder): OutputLock => {
  const isMine = (): boolean => parse(read(path) ?? '')?.token === mine.token;
  return {
    assertHeld: () => {
      if (!isMine())
        throw new OutputError('busy', `Another process has taken ${path} away.`, 'Generate again.');
    },
    release: () => {
      if (isMine()) rmSync(path, { force: true });
    },
  };
};

function isAbandoned(text: string, path: string): boolean {
  const holder = parse(text);
  if (!holder) return ageOf(path) > EMPTY_LOCK_MS;
  if (holder.host !== hostname()) return false;
  if (!isAlive(holder.pid)) return true;
  const began = beginOf(holder.pid);
  return began !== undefined && holder.began !== undefined && began !== holder.began;
}

/**
 * Between reading a lock and removing it another process may have replaced it. So it is moved aside
 * first, and put back when it turns out to be another one.
 */
function takeAway(path: string, text: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if (read(aside) !== text) {
    try {
      linkSync(aside, path);
    } catch {
      // Someone else has the lock by now; the one moved aside finds out in assertHeld.
    }
  }
  rmSync(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isFileError(error) && error.code !== 'ESRCH';
  }
}

/** Start time of a process in clock ticks since boot, field 22 of `/proc/<pid>/stat` (proc(5)); Linux only. */
function beginOf(pid: number): string | undefined {
  const stat = process.platform === 'linux' ? read(`/proc/${pid}/stat`) : undefined;
  // The program's name stands in parentheses and may hold blanks, so counting begins behind it: field 3.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
}

function busy(root: string, path: string, text: string | undefined): OutputError {
  const holder = parse(text ?? '');
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new OutputError(
    'busy',
    `${root} is being written by ${who}.`,
    `Wait until it has finished; if there is no such process any more, remove ${path}.`,
  );
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
