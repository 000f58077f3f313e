import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DEPLOY_FOLDER } from '../plan/places.ts';

/** Who launches something of this project at the moment. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly deployment: string;
  /** Process of the step that runs; it may outlive its holder. */
  readonly child?: number;
}

export interface ProjectLock {
  /** Says which process works for the holder now. */
  setChild(pid: number | undefined): void;
  release(): void;
}

export type LockResult =
  { readonly lock: ProjectLock } | { readonly heldBy: LockHolder | 'unknown'; readonly path: string };

export const lockPath = (project: string): string => join(project, DEPLOY_FOLDER, 'lock.json');

/** Milliseconds after which a lock that names nobody was left by a process that died while it wrote it. */
const UNREADABLE_FOR = 10_000;

/**
 * One launch at a time for each project; a second one is refused, not queued, because it would show an old
 * plan. A lock is stale when neither its holder nor the holder's step runs on this machine any more.
 * Throws errors of the file system.
 */
export function lockProject(project: string, deployment: string): LockResult {
  const path = lockPath(project);
  const token = randomUUID();
  let holder: LockHolder = { pid: process.pid, host: hostname(), deployment };
  const text = (): string => JSON.stringify({ ...holder, token });
  while (!create(path, text())) {
    const found = look(path);
    if (found === undefined) continue;
    if (!isStale(path, found)) return { heldBy: parse(found) ?? 'unknown', path };
    takeAway(path, found);
  }
  return {
    lock: {
      setChild(pid) {
        const { child: _child, ...rest } = holder;
        holder = pid === undefined ? rest : { ...rest, child: pid };
        if (look(path)?.includes(token) !== true) return;
        writeFileSync(`${path}.${token}`, text());
        renameSync(`${path}.${token}`, path);
      },
      release() {
        if (look(path)?.includes(token) === true) rmSync(path, { force: true });
      },
    },
  };
}

/** Who holds the lock now, if anybody who is alive does. */
export function lockHolder(project: string): LockHolder | undefined {
  const path = lockPath(project);
  const found = look(path);
  return found === undefined || isStale(path, found) ? undefined : parse(found);
}

function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function look(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): LockHolder | undefined {
  try {
    const { pid, host, deployment, child } = JSON.parse(text) as LockHolder;
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof deployment !== 'string')
      return undefined;
    return { pid, host, deployment, ...(child === undefined ? {} : { child }) };
  } catch {
    return undefined;
  }
}

function isStale(path: string, text: string): boolean {
  const holder = parse(text);
  if (!holder) {
    const facts = statSync(path, { throwIfNoEntry: false });
    return facts !== undefined && Date.now() - facts.mtimeMs > UNREADABLE_FOR;
  }
  // Nothing can be known about processes of another machine.
  if (holder.host !== hostname()) return false;
  return !isAlive(holder.pid) && !(holder.child !== undefined && isAlive(holder.child));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The rename picks one winner among several; a fresh lock that was caught by mistake is put back. */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const taken = readFileSync(aside, 'utf8');
  if (taken !== stale) create(path, taken);
  rmSync(aside, { force: true });
}
